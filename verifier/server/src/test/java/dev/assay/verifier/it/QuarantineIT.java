package dev.assay.verifier.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.assay.agent.testing.SoftwareTpm;
import dev.assay.verifier.testing.ExampleReceiver;
import dev.assay.verifier.testing.TestReceiver;
import dev.assay.verifier.testing.TestReceiver.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From implanted firmware on a machine with a TPM to the receiver that takes it out of service,
/// and back.
class QuarantineIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();

  // Ed25519: 32 bytes of chance.
  private static final String SEED = "whsk_Zk3xJt0q5r7C2mYb8Vn4pQwLsEhUoGdK1iRaXfTzNcM=";

  @TempDir static Path folder;
  private static TestReceiver receiver;
  private static ExampleReceiver example;
  private static VerifierProcess verifier;
  private static Fleet fleet;
  private static final List<SoftwareTpm> TPMS = new ArrayList<>();

  private record Server(AgentProcess agent, String id) {}

  @BeforeAll
  static void twoSiblingsAreGoldenAndAHookListens() throws IOException {
    receiver = TestReceiver.answering(_ -> Answer.OK);
    verifier =
        Verifiers.trustingSoftwareTpms(
            folder,
            Map.of(
                "ASSAY_QUARANTINE_MODE",
                "act",
                "ASSAY_HOOKS",
                hooks().toString(),
                "HOOK_KEY",
                TestReceiver.SECRET,
                "SEED",
                SEED,
                "ASSAY_LOG_LEVEL",
                "DEBUG"));
    example =
        ExampleReceiver.trusting(
            URI.create("https://localhost:" + verifier.port() + "/api/v1/result-keys"),
            verifier.authority());
    verifier
        .admin()
        .post(
            "/api/v1/hooks",
            Map.of(
                "name",
                "example",
                "url",
                example.url(),
                "allowPrivate",
                true,
                "secrets",
                List.of("env:HOOK_KEY")))
        .ok();
    fleet = new Fleet(verifier);
    var first = server("clean-A1");
    var second = server("clean-A2");
    first.agent().run("attest");
    second.agent().run("attest");
    fleet.goldenFrom(List.of(first.id(), second.id()));
  }

  private static Path hooks() throws IOException {
    return Files.writeString(
        folder.resolve("hooks.json"),
        """
        {"hooks": [{"name": "load-balancer", "url": "%1$s", "allowPrivate": true,
          "secrets": ["env:HOOK_KEY", "env:SEED"], "severity": "info"},
         {"name": "witness", "command": ["/bin/sh", "-c", "env >> %2$s; cat >> %2$s"]}]}
        """
            .formatted(receiver.url(), witness()));
  }

  private static Path witness() {
    return folder.resolve("witness");
  }

  @AfterAll
  static void stop() {
    verifier.close();
    receiver.close();
    example.close();
    TPMS.forEach(SoftwareTpm::close);
  }

  private static Server server(String capture) {
    var tpm = SoftwareTpm.fresh().withP256Certificate().start();
    TPMS.add(tpm);
    tpm.fill(Host.eventLog(capture));
    var agent =
        new AgentProcess(verifier, Host.of(folder.resolve(capture), capture), tpm.address())
            .with("ASSAY_EK", "ecc");
    var id = agent.enroll();
    fleet.approve(id);
    return new Server(agent, id);
  }

  private static Optional<JsonNode> standing(String machine) {
    var list = verifier.admin().get("/api/v1/quarantine").ok().path("machines");
    return StreamSupport.stream(list.spliterator(), false)
        .filter(one -> one.path("machine").asText().equals(machine))
        .findFirst();
  }

  private static void awaitState(String machine, String state) {
    Waiting.until(
        "machine %s to be %s".formatted(machine, state),
        PATIENCE,
        () ->
            standing(machine).map(one -> one.path("state").asText()).orElse("NONE").equals(state));
  }

  private static List<JsonNode> told(String machine, String type) {
    return receiver.received().stream()
        .map(request -> parse(request.body()))
        .filter(event -> event.path("subject").asText().equals(machine))
        .filter(event -> event.path("type").asText().equals("dev.assay.machine." + type))
        .toList();
  }

  private static JsonNode parse(String body) {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void implantedFirmwareIsQuarantinedAfterASecondQuoteAndTheReceiverIsTold() {
    var server = server("implant-fw");
    // The next quote is due in five minutes: the second one came because it was asked for.
    try (var _ = server.agent().start()) {
      awaitState(server.id(), "QUARANTINED");
      Waiting.until(
          "the receiver to be told", PATIENCE, () -> !told(server.id(), "quarantined").isEmpty());
    }
    var event = told(server.id(), "quarantined").getFirst();
    assertThat(event.path("specversion").asText()).isEqualTo("1.0");
    assertThat(event.path("data").path("mode").asText()).isEqualTo("ACT");
    assertThat(event.path("data").path("cause").path("verdict").asText()).isEqualTo("UNTRUSTED");
    assertThat(event.path("data").path("cause").path("message").asText()).contains("PCR 0");
    var evidence = event.path("data").path("cause").path("evidenceSha256").asText();
    assertThat(fleet.appraisals(server.id()).findValuesAsText("evidenceSha256")).contains(evidence);
    assertThat(fleet.appraisals(server.id()).size()).isEqualTo(2);

    var host = event.path("data").path("machine").path("hostName").asText();
    Waiting.until(
        "the example of docs/quarantine.md to act",
        PATIENCE,
        () -> example.said("dev.assay.machine.quarantined " + host + " contraindicated"));

    var path = "/api/v1/quarantine/" + server.id() + "/release";
    var refused = verifier.admin().post(path, Map.of("reason", "repaired"));
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().path("detail").asText()).contains("acceptUntrusted");
    verifier.admin().post(path, Map.of("reason", "a test board", "acceptUntrusted", true)).ok();
    awaitState(server.id(), "NONE");
    assertThat(told(server.id(), "released")).hasSize(1);
  }

  @Test
  void healthyMachineIsLeftAlone() {
    var server = server("nicswap-A1");
    assertThat(server.agent().succeeds("attest")).contains("TRUSTED");
    assertThat(standing(server.id())).isEmpty();
  }

  @Test
  void hookCanBeTestedAndItsSecretIsNamedByWhereItLies() {
    var tested = verifier.admin().post("/api/v1/hooks/load-balancer/test", Map.of()).ok();
    assertThat(tested.path("delivered").asBoolean()).isTrue();
    assertThat(verifier.admin().get("/api/v1/hooks").text()).contains("env:HOOK_KEY", "env:SEED");
  }

  /// With a person's mistakes, and an administrator who looks for them: secrets where references
  /// belong, and hooks that name the verifier's own keys.
  @Test
  void noSecretIsToldByApiLogHooksOrProcesses() throws IOException {
    var token = token();
    var secrets =
        VerifierSecrets.of(verifier)
            .with("token", token)
            .with("HOOK_KEY", TestReceiver.SECRET)
            .with("SEED", SEED);
    assertThat(secrets.names())
        .contains("admin.token", "postgres/password", "ca.key", "server.key", "audit.key")
        .contains("result-keys/current.pem", "token", "HOOK_KEY", "SEED");
    assertThat(secrets.toldBy(Files.readString(verifier.data().resolve("ca.key"))))
        .as("a search that finds")
        .containsExactly("ca.key");

    var server = server("clean-B");
    server.agent().run("attest");
    Map<String, String> told = new LinkedHashMap<>();
    mistakes(token).forEach((what, answer) -> told.put(what, answer.text()));
    for (var name : List.of("load-balancer", "witness", "pod", "own-token", "own-key", "own-ca")) {
      var answer = verifier.admin().post("/api/v1/hooks/" + name + "/test", Map.of());
      assertThat(answer.status()).as(name).isEqualTo(200);
      told.put("test of " + name, answer.text());
    }
    for (var path : readable(server.id())) {
      var answer = verifier.anonymous().with(token).get(path);
      assertThat(answer.status()).as(path).isEqualTo(200);
      told.put(path, answer.text());
    }
    told.put("log", verifier.logText());
    told.put(
        "log of PostgreSQL", Files.readString(verifier.data().resolve("postgres/postgres.log")));
    told.put("what the command was given", Files.readString(witness()));
    told.put("list of processes", verifier.commandLines());
    receiver.received().forEach(request -> told.put("event " + request.id(), request.body()));

    assertThat(told.get("what the command was given")).contains("ASSAY_EVENT_ID=", "specversion");
    assertThat(told)
        .allSatisfy((what, text) -> assertThat(secrets.toldBy(text)).as(what).isEmpty());
  }

  private static String token() {
    var order = Map.of("name", "on call", "role", "ADMIN", "expiresInDays", 1);
    return verifier.admin().post("/api/v1/tokens", order).ok().path("token").asText();
  }

  private static Map<String, Rest.Answer> mistakes(String token) {
    var data = verifier.data();
    Map<String, Rest.Answer> answers = new LinkedHashMap<>();
    answers.put(
        "token with a letter more", verifier.anonymous().with(token + "x").get("/api/v1/whoami"));
    answers.put("token as a machine", verifier.admin().get("/api/v1/machines/" + token));
    answers.put(
        "token as a name", verifier.admin().post("/api/v1/hooks/" + token + "/test", Map.of()));
    answers.put("secret for a reference", add(webhook("a", TestReceiver.SECRET)));
    answers.put("secret for a list", add(Map.of("name", "b", "secrets", TestReceiver.SECRET)));
    answers.put("seed for an address", add(Map.of("name", "c", "url", SEED)));
    answers.put(
        "seed that breaks the JSON",
        verifier.admin().call("POST", "/api/v1/hooks", Optional.of("{" + SEED)));
    assertThat(answers.values())
        .extracting(Rest.Answer::status)
        .allMatch(status -> status / 100 == 4);
    answers.put("own token", add(webhook("own-token", "file:" + data.resolve("admin.token"))));
    var shown = new HashMap<String, Object>(webhook("own-ca", "env:HOOK_KEY"));
    shown.put("trust", data.resolve("ca.key").toString());
    shown.put("clientCertificate", data.resolve("audit.key").toString());
    shown.put("clientKey", data.resolve("postgres/password").toString());
    answers.put("own keys for certificates", add(shown));
    var cluster = Map.of("kubeconfig", "file:" + data.resolve("result-keys/current.pem"));
    answers.put("own key", add(Map.of("name", "own-key", "kubernetes", cluster)));
    answers.put("the verifier's cluster", add(Map.of("name", "pod", "kubernetes", Map.of())));
    return answers;
  }

  private static Map<String, Object> webhook(String name, String secret) {
    return Map.of(
        "name", name, "url", receiver.url(), "allowPrivate", true, "secrets", List.of(secret));
  }

  private static Rest.Answer add(Map<String, ?> hook) {
    return verifier.admin().post("/api/v1/hooks", hook);
  }

  /// All that the API gives out, of a machine and a golden set that exist.
  private static List<String> readable(String machine) {
    var golden =
        verifier.admin().get("/api/v1/golden").ok().path("sets").path(0).path("id").asText();
    return Stream.of(AccessTable.ROUTES, AccessTable.MANAGEMENT)
        .flatMap(routes -> routes.keySet().stream())
        .filter(route -> route.startsWith("GET "))
        .map(route -> route.substring("GET ".length()))
        .map(path -> path.replace("{id}", path.contains("/golden/") ? golden : machine))
        .map(path -> path.endsWith("/rollout") ? path + "?model=TestVendor%20X11-TEST" : path)
        .toList();
  }

  @Test
  void commandHookIsNotTakenFromTheApi() {
    var command = Map.of("name", "page", "command", List.of("/bin/sh", "-c", "id"));
    var refused = add(command);
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.json().path("detail").asText()).contains("the file that ASSAY_HOOKS names");
  }

  @Test
  void hookOfAClusterIsTakenFromTheApi() {
    add(Map.of("name", "cluster", "kubernetes", Map.of("cordon", true))).ok();
    var tested = verifier.admin().post("/api/v1/hooks/cluster/test", Map.of()).ok();
    assertThat(tested.path("delivered").asBoolean()).isFalse();
    assertThat(tested.path("detail").asText()).contains("The verifier runs in no pod");
    assertThat(verifier.admin().delete("/api/v1/hooks/cluster").status()).isEqualTo(200);
  }

  @Test
  void streamOfEventsResumesAtTheLastOneSeen() throws IOException, InterruptedException {
    verifier.admin().post("/api/v1/hooks/load-balancer/test", Map.of()).ok();
    verifier.admin().post("/api/v1/hooks/load-balancer/test", Map.of()).ok();
    var page = verifier.admin().get("/api/v1/events?limit=500").ok();
    var events = page.path("events");
    long last = page.path("next").asLong();
    assertThat(events.get(events.size() - 1).path("sequence").asLong()).isEqualTo(last);

    assertThat(firstId(last - 2)).isEqualTo("id:" + (last - 1));
  }

  private static String firstId(long after) throws IOException, InterruptedException {
    var token = Files.readString(verifier.data().resolve("admin.token")).strip();
    try (var client = HttpClient.newBuilder().sslContext(verifier.trust()).build()) {
      var request =
          HttpRequest.newBuilder(
                  URI.create("https://localhost:" + verifier.port() + "/api/v1/events"))
              .header("Authorization", "Bearer " + token)
              .header("Accept", "text/event-stream")
              .header("Last-Event-ID", Long.toString(after))
              .build();
      try (var lines = client.send(request, BodyHandlers.ofLines()).body()) {
        return lines
            .map(line -> line.replace(" ", ""))
            .filter(line -> line.startsWith("id:"))
            .findFirst()
            .orElseThrow();
      } finally {
        client.shutdownNow();
      }
    }
  }
}
