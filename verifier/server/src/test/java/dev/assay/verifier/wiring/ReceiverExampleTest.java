package dev.assay.verifier.wiring;

import static dev.assay.verifier.testing.TestService.done;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.assay.verifier.hooks.HookAdapters;
import dev.assay.verifier.jose.EarSigner;
import dev.assay.verifier.service.IssueResults;
import dev.assay.verifier.service.MachineId;
import dev.assay.verifier.service.hooks.Attempt;
import dev.assay.verifier.service.hooks.EnrolledMachines;
import dev.assay.verifier.service.hooks.Hook;
import dev.assay.verifier.service.hooks.HookDescription;
import dev.assay.verifier.service.hooks.OutgoingEvent;
import dev.assay.verifier.testing.ExampleReceiver;
import dev.assay.verifier.testing.TestMachine;
import dev.assay.verifier.testing.TestReceiver;
import dev.assay.verifier.testing.TestReceiver.Answer;
import dev.assay.verifier.testing.TestService;
import dev.assay.verifier.testing.TestTls;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The receiver that docs/quarantine.md shows, told by the verifier's own code over HTTP, and by an
/// attacker.
class ReceiverExampleTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String TRUE = "dev.assay.machine.quarantined a1 contraindicated";

  @TempDir Path folder = Path.of("");

  private final Vertx vertx = Vertx.vertx();
  private final TestService service = new TestService();
  private HttpsServer keys;
  private ExampleReceiver example;
  private IssueResults results;
  private TestMachine machine;

  @BeforeEach
  void oneMachineIsQuarantined() throws IOException {
    service.clock.advance(Duration.between(service.clock.instant(), Instant.now()));
    results = results(folder);
    var tls = TestTls.named("verifier");
    keys = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    keys.setHttpsConfigurator(new HttpsConfigurator(tls.serverFor(tls)));
    keys.createContext(
        "/",
        exchange -> {
          try (exchange) {
            var body = results.publicKeys().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    keys.start();
    example =
        ExampleReceiver.trusting(
            URI.create("https://localhost:" + keys.getAddress().getPort() + "/"),
            tls.certificateFile(folder));
    machine = service.active("a1", "clean-A1");
    service.learn(machine, service.active("a2", "clean-A2"));
    service.attest(machine.reboot("implant-fw"));
    done(service.quarantine.add(machine.id(), "a test", TestService.OPERATOR));
  }

  @AfterEach
  void close() throws Exception {
    example.close();
    keys.stop(0);
    vertx.close().toCompletionStage().toCompletableFuture().get();
  }

  private IssueResults results(Path of) {
    var own = ResultKeyFolder.open(of, Optional.empty(), new SecureRandom());
    var signer = new EarSigner(own.current(), own.others(), "test");
    return new IssueResults(service.fleet, signer, service.policy, Optional.empty(), service.clock);
  }

  private OutgoingEvent event() {
    return service.outbox.after(0, 10).getLast();
  }

  private Attempt send(String url) {
    var description =
        new HookDescription(
            "example",
            url,
            List.of("env:KEY"),
            true,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null);
    return new HookAdapters(
            vertx,
            Map.of("KEY", TestReceiver.SECRET),
            new EnrolledMachines(service.fleet, results),
            Clock.systemUTC())
        .call(done(description.read(Hook.Origin.API)), event());
  }

  /// The body as it leaves.
  private JsonNode body() throws IOException {
    try (var receiver = TestReceiver.answering(_ -> Answer.OK)) {
      send(receiver.url());
      return JSON.readTree(receiver.received().getFirst().body());
    }
  }

  private static String with(JsonNode body, MachineId subject, String result) {
    ObjectNode changed = body.deepCopy();
    changed.put("id", "evt_" + UUID.randomUUID());
    changed.put("subject", subject.toHex());
    ((ObjectNode) changed.path("data")).put("attestationResult", result);
    return changed.toString();
  }

  private static String result(JsonNode body) {
    return body.path("data").path("attestationResult").asText();
  }

  @Test
  void trueEventIsActedOnOnce() {
    assertThat(send(example.url())).isInstanceOf(Attempt.Delivered.class);
    assertThat(send(example.url())).isInstanceOf(Attempt.Delivered.class);
    assertThat(example.lines()).containsExactly(TRUE);
  }

  @Test
  void bodyThatWasChangedOnItsWayIsRefused() throws IOException {
    var body = body().toString();
    assertThat(example.posted(body, "whsec_" + "AAAA".repeat(8)))
        .isEqualTo("refused: Assay did not sign the event");
    assertThat(example.posted(body)).isEqualTo(TRUE);
  }

  @Test
  void requestThatIsPlayedAgainLaterIsRefused() throws IOException {
    var body = body().toString();
    assertThat(example.posted(body, Instant.now().minus(Duration.ofMinutes(6))))
        .isEqualTo("refused: Assay did not sign the event");
    assertThat(example.posted(body, Instant.now().minus(Duration.ofMinutes(4)))).isEqualTo(TRUE);
  }

  @Test
  void eventThatALaterOneHasOvertakenIsNotActedOn() throws IOException {
    var quarantined = body();
    ObjectNode later = quarantined.deepCopy();
    var sequence = quarantined.path("sequence").asText();
    later.put("sequence", "%020d".formatted(Long.parseLong(sequence) + 1));
    assertThat(example.posted(later.toString())).isEqualTo(TRUE);
    assertThat(send(example.url())).isInstanceOf(Attempt.Delivered.class);
    assertThat(example.lines()).containsExactly(TRUE);
  }

  @Test
  void resultWhoseClaimsWereChangedIsRefused() throws IOException {
    var body = body();
    var parts = result(body).split("\\.", -1);
    var claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
    var better = claims.replace("contraindicated", "affirming").getBytes(StandardCharsets.UTF_8);
    var forged =
        parts[0]
            + "."
            + Base64.getUrlEncoder().withoutPadding().encodeToString(better)
            + "."
            + parts[2];
    assertThat(example.posted(with(body, machine.id(), forged)))
        .isEqualTo("refused: Signature verification failed");
    // Numbers that no signature has.
    var zero = parts[0] + "." + parts[1] + "." + "A".repeat(86);
    assertThat(example.posted(with(body, machine.id(), zero))).startsWith("refused: ");
  }

  @Test
  void resultByAKeyThatTheVerifierDoesNotPublishIsRefused(@TempDir Path another)
      throws IOException {
    var stranger = done(results(another).of(machine.id()));
    assertThat(example.posted(with(body(), machine.id(), stranger))).startsWith("refused: ");
  }

  @Test
  void resultOfAnotherMachineIsRefused() throws IOException {
    var body = body();
    var other = service.active("b1", "clean-B");
    assertThat(example.posted(with(body, other.id(), result(body)))).startsWith("refused: ");
  }

  @Test
  void eventWithoutAResultIsRefused() throws IOException {
    ObjectNode body = body().deepCopy();
    ((ObjectNode) body.path("data")).remove("attestationResult");
    assertThat(example.posted(body.toString())).startsWith("refused: ");
  }

  @Test
  void resultThatIsNoLongerGoodIsRefused() throws IOException {
    service.clock.advance(Duration.ofHours(-3));
    assertThat(example.posted(body().toString())).isEqualTo("refused: Signature has expired");
  }
}
