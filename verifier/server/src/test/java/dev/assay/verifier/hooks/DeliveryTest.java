package dev.assay.verifier.hooks;

import static dev.assay.verifier.testing.TestService.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.verifier.service.ActKind;
import dev.assay.verifier.service.AuditFilter;
import dev.assay.verifier.service.MachineId;
import dev.assay.verifier.service.Outcome;
import dev.assay.verifier.service.hooks.Attempt;
import dev.assay.verifier.service.hooks.DeliverEvents;
import dev.assay.verifier.service.hooks.Hook;
import dev.assay.verifier.service.hooks.HookDescription;
import dev.assay.verifier.service.hooks.MachinesOfEvents;
import dev.assay.verifier.service.hooks.ManageHooks;
import dev.assay.verifier.service.hooks.OutgoingEvent;
import dev.assay.verifier.service.quarantine.BlastRadius;
import dev.assay.verifier.service.quarantine.Mode;
import dev.assay.verifier.service.quarantine.QuarantinePolicy;
import dev.assay.verifier.service.quarantine.QuarantineState;
import dev.assay.verifier.testing.SimulatedFleet;
import dev.assay.verifier.testing.TableDump;
import dev.assay.verifier.testing.TestReceiver;
import dev.assay.verifier.testing.TestReceiver.Answer;
import dev.assay.verifier.testing.TestService;
import dev.assay.verifier.testing.TestTls;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Events on their way from a real database to real receivers.
class DeliveryTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder = Path.of("");

  private final Vertx vertx = Vertx.vertx();
  private final TestService service =
      new TestService(QuarantinePolicy.SAFE.in(Mode.ACT), BlastRadius.SAFE);
  private final HookAdapters calls =
      new HookAdapters(
          vertx, Map.of("KEY", TestReceiver.SECRET), new NumberedResults(), Clock.systemUTC());
  private final List<AutoCloseable> toClose = new ArrayList<>();
  private final List<RuntimeException> bugs = new CopyOnWriteArrayList<>();

  @BeforeEach
  void now() {
    service.clock.advance(Duration.between(service.clock.instant(), Instant.now()));
  }

  @AfterEach
  void close() throws Exception {
    for (var thing : toClose.reversed()) {
      thing.close();
    }
    vertx.close().toCompletionStage().toCompletableFuture().get();
    assertThat(bugs).isEmpty();
  }

  private <T extends AutoCloseable> T closing(T thing) {
    toClose.add(thing);
    return thing;
  }

  /// Begins to deliver, as one more replica.
  private DeliverEvents deliver() {
    var deliveries =
        closing(
            new DeliverEvents(
                service.outbox,
                calls,
                service.watch::confirmReleases,
                bugs::add,
                Clock.systemUTC(),
                new Random(1)));
    Thread.ofPlatform().daemon().start(deliveries);
    return deliveries;
  }

  private static HookDescription webhook(String name, String url, boolean allowPrivate) {
    return new HookDescription(
        name,
        url,
        List.of("env:KEY"),
        allowPrivate,
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
  }

  private Hook hook(String name, String url) {
    var hook = done(webhook(name, url, true).read(Hook.Origin.API));
    assertThat(service.hooks.add(hook)).isTrue();
    return hook;
  }

  private List<MachineId> quarantined(int count) {
    var machines = new SimulatedFleet(service.source, TestService.MODEL).add(count);
    machines.forEach(
        machine -> done(service.quarantine.add(machine, "a test", TestService.OPERATOR)));
    return machines;
  }

  private static void await(BooleanSupplier condition) {
    var end = Instant.now().plus(PATIENCE);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).as("waited in vain").isBefore(end);
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  private static OutgoingEvent event(TestService service) {
    return service.outbox.test("a", "olga", Instant.now());
  }

  private static String error(Attempt attempt) {
    return switch (attempt) {
      case Attempt.Failed(var error, _) -> error;
      case Attempt.Delivered _ -> throw new AssertionError("was delivered");
    };
  }

  @Test
  void everyEventArrivesSignedAndInOrderPerMachine() {
    var receiver = closing(TestReceiver.answering(_ -> Answer.OK));
    hook("a", receiver.url());
    var machines = quarantined(20);
    machines.forEach(
        machine -> done(service.quarantine.release(machine, "back", false, TestService.OPERATOR)));
    deliver();
    deliver();

    await(() -> receiver.received().size() >= 40);
    await(() -> service.quarantine.overview().machines().isEmpty());
    assertThat(new HashSet<>(receiver.accepted())).hasSize(40);
    for (var machine : machines) {
      assertThat(receiver.received())
          .filteredOn(request -> request.body().contains(machine.toHex()))
          .extracting(request -> request.body().replaceAll(".*\"type\":\"([^\"]*)\".*", "$1"))
          .containsExactly("dev.assay.machine.quarantined", "dev.assay.machine.released");
    }
  }

  @Test
  void deliveryIsTriedAgainWithTheSameKeyAndBodyAndAFreshResult() {
    var tries = new ConcurrentHashMap<String, Integer>();
    var receiver =
        closing(
            TestReceiver.answering(
                id -> tries.merge(id, 1, Integer::sum) == 1 ? Answer.status(500) : Answer.OK));
    hook("a", receiver.url());
    quarantined(1);
    deliver();

    await(() -> !receiver.accepted().isEmpty());
    assertThat(receiver.received()).hasSize(2);
    assertThat(receiver.received().get(0).id()).isEqualTo(receiver.received().get(1).id());
    var bodies = receiver.received().stream().map(TestReceiver.Received::body).toList();
    assertThat(bodies.getFirst()).contains("\"attestationResult\":\"result-1\"");
    assertThat(bodies.getFirst().replace("result-1", "result-2")).isEqualTo(bodies.getLast());
  }

  @Test
  void eventThatIsAboutNoMachineSaysNothingOfOne() {
    var receiver = closing(TestReceiver.answering(_ -> Answer.OK));
    calls.call(hook("a", receiver.url()), event(service));
    assertThat(receiver.received().getFirst().body()).doesNotContain("attestationResult");
  }

  @Test
  void machineIsBackWhenAllHooksHaveConfirmed() {
    var hold = new CountDownLatch(1);
    var quick = closing(TestReceiver.answering(_ -> Answer.OK));
    var slow =
        closing(
            TestReceiver.answering(
                _ -> {
                  try {
                    hold.await();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                  return Answer.OK;
                }));
    hook("quick", quick.url());
    hook("slow", slow.url());
    var machine = quarantined(1).getFirst();
    done(service.quarantine.release(machine, "back", false, TestService.OPERATOR));
    deliver();

    await(() -> quick.accepted().size() == 2);
    assertThat(service.quarantine.overview().machines())
        .singleElement()
        .satisfies(
            entry -> assertThat(entry.quarantine().state()).isEqualTo(QuarantineState.RELEASING));
    hold.countDown();
    await(() -> service.quarantine.overview().machines().isEmpty());
  }

  @Test
  void receiverThatHangsKeepsNobodyElseWaiting() throws IOException {
    // Takes connections and says nothing.
    var silent = closing(new ServerSocket(0, 100, InetAddress.getLoopbackAddress()));
    var quick = closing(TestReceiver.answering(_ -> Answer.OK));
    hook("silent", "http://127.0.0.1:" + silent.getLocalPort() + "/");
    hook("quick", quick.url());
    quarantined(50);
    deliver();

    // Far less than one time-out of the other.
    await(() -> quick.accepted().size() == 50);
    assertThat(service.hooks.list())
        .filteredOn(status -> status.hook().name().equals("silent"))
        .singleElement()
        .satisfies(status -> assertThat(status.pending()).isEqualTo(50));
  }

  @Test
  void receiverThatKeepsFailingIsLeftAlone() {
    var receiver = closing(TestReceiver.answering(_ -> Answer.status(503)));
    hook("a", receiver.url());
    quarantined(30);
    deliver();

    await(
        () ->
            service.hooks.list().getFirst().closedUntil().isPresent()
                && service.hooks.list().getFirst().failures() >= 5);
    assertThat(receiver.received().size()).isLessThan(30);
    assertThat(service.hooks.list().getFirst().lastError()).contains("503");
  }

  @Test
  void retryAfterIsRespected() {
    var receiver = closing(TestReceiver.answering(_ -> new Answer(429, "3600", 0)));
    hook("a", receiver.url());
    quarantined(1);
    deliver();

    await(() -> service.hooks.list().getFirst().closedUntil().isPresent());
    assertThat(service.hooks.list().getFirst().closedUntil().orElseThrow())
        .isAfter(Instant.now().plus(Duration.ofMinutes(50)));
    assertThat(service.outbox.due(Instant.now().plus(Duration.ofMinutes(50)))).isEmpty();
    assertThat(service.outbox.due(Instant.now().plus(Duration.ofMinutes(61)))).hasSize(1);
  }

  @Test
  void givenUpDeliveryIsListedAndSentAgainOnceAsked() {
    var up = new AtomicBoolean();
    var receiver = closing(TestReceiver.answering(_ -> up.get() ? Answer.OK : Answer.status(500)));
    var hook = hook("a", receiver.url());
    quarantined(1);
    var now = Instant.now();
    var leased = service.outbox.lease(hook, 1, "me", now.plusSeconds(60), now).getFirst();
    service.outbox.failed(leased, "status 500", Optional.empty(), Optional.empty(), now);

    assertThat(service.outbox.dead(10)).hasSize(1);
    up.set(true);
    deliver();
    var manage =
        new ManageHooks(service.hooks, service.outbox, calls, service.auditLog, Clock.systemUTC());
    assertThat(done(manage.resend(Optional.empty(), Optional.of("a"), TestService.OPERATOR)))
        .isEqualTo(1);
    assertThat(service.audit.entries(AuditFilter.ALL, 0, Integer.MAX_VALUE))
        .anyMatch(line -> line.entry().act().equals(ActKind.DELIVERIES_RESENT.name()));
    await(() -> receiver.accepted().contains(leased.event().id()));
    await(() -> service.outbox.dead(10).isEmpty());
  }

  @Test
  void supersededDeliveryIsSentAgainOnlyByItsNumber() {
    var receiver = closing(TestReceiver.answering(_ -> Answer.OK));
    var hook = hook("a", receiver.url());
    var machine = quarantined(1).getFirst();
    var now = Instant.now();
    var first = service.outbox.lease(hook, 1, "me", now.plusSeconds(60), now).getFirst();
    service.outbox.failed(first, "status 500", Optional.empty(), Optional.empty(), now);
    done(service.quarantine.release(machine, "back", false, TestService.OPERATOR));
    deliver();
    await(() -> receiver.accepted().size() == 1);
    await(() -> service.outbox.dead(10).getFirst().superseded());

    var manage =
        new ManageHooks(service.hooks, service.outbox, calls, service.auditLog, Clock.systemUTC());
    assertThat(manage.resend(Optional.empty(), Optional.empty(), TestService.OPERATOR))
        .isInstanceOf(Outcome.Declined.class);
    assertThat(done(manage.resend(Optional.of(first.id()), Optional.empty(), TestService.OPERATOR)))
        .isEqualTo(1);
    await(() -> receiver.accepted().size() == 2);
  }

  @Test
  void laterEventOfAMachineWaitsForTheEarlier() {
    var hook = hook("a", "http://127.0.0.1:9/");
    var machine = quarantined(1).getFirst();
    done(service.quarantine.release(machine, "back", false, TestService.OPERATOR));
    var now = Instant.now();

    var leased = service.outbox.lease(hook, 10, "me", now.plusSeconds(60), now);
    assertThat(leased).hasSize(1);
    assertThat(service.outbox.lease(hook, 10, "another", now.plusSeconds(60), now)).isEmpty();
    // A holder that died loses its lease; one that lost it can't end the delivery.
    var later = now.plusSeconds(61);
    var taken = service.outbox.lease(hook, 10, "another", later.plusSeconds(60), later);
    assertThat(taken).singleElement().satisfies(one -> assertThat(one.attempt()).isEqualTo(2));
    service.outbox.delivered(leased.getFirst(), later);
    assertThat(service.hooks.list().getFirst().pending()).isEqualTo(2);
    service.outbox.delivered(taken.getFirst(), later);
    assertThat(service.hooks.list().getFirst().pending()).isEqualTo(1);
  }

  @Test
  void privateAddressIsRefusedWithoutLeave() {
    var receiver = closing(TestReceiver.answering(_ -> Answer.OK));
    var port = URI.create(receiver.url()).getPort();
    var hook = done(webhook("a", "https://localhost:" + port + "/", false).read(Hook.Origin.API));
    assertThat(error(calls.call(hook, event(service)))).contains("private");
    assertThat(receiver.received()).isEmpty();
  }

  @Test
  void redirectIsAFailure() {
    var receiver = closing(TestReceiver.answering(_ -> Answer.status(302)));
    assertThat(error(calls.call(hook("a", receiver.url()), event(service)))).contains("302");
    assertThat(receiver.received()).hasSize(1);
  }

  @Test
  void endlessAnswerIsCutOff() {
    var endless = closing(TestReceiver.answering(_ -> new Answer(200, "", Long.MAX_VALUE)));
    assertThat(calls.call(hook("a", endless.url()), event(service)))
        .isInstanceOf(Attempt.Delivered.class);
    var large = closing(TestReceiver.answering(_ -> new Answer(500, "", 10_000_000)));
    assertThat(error(calls.call(hook("b", large.url()), event(service)))).contains("500");
  }

  @Test
  void statusCountsThoughTheBodyNeverEnds() throws IOException {
    try (var socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      Thread.startVirtualThread(
          () -> {
            try (var connection = socket.accept()) {
              connection.getInputStream().read(new byte[64]);
              connection
                  .getOutputStream()
                  .write(
                      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n"
                          .getBytes(StandardCharsets.US_ASCII));
              connection.getInputStream().transferTo(OutputStream.nullOutputStream());
            } catch (IOException ended) {
              // The caller hung up.
            }
          });
      var hook = hook("a", "http://127.0.0.1:" + socket.getLocalPort() + "/");
      var impatient =
          new HookAdapters(
              vertx,
              Map.of("KEY", TestReceiver.SECRET),
              new NumberedResults(),
              Clock.systemUTC(),
              Duration.ofSeconds(2));
      assertThat(impatient.call(hook, event(service))).isInstanceOf(Attempt.Delivered.class);
    }
  }

  @Test
  void receiverThatResetsOrTalksNonsenseIsAFailure() throws IOException {
    for (var words : List.of("", "SSH-2.0-OpenSSH\r\n", "HTTP/1.1 999999 X\r\n\r\n")) {
      try (var socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
        Thread.startVirtualThread(
            () -> {
              try (var connection = socket.accept()) {
                connection.getInputStream().read(new byte[64]);
                connection.getOutputStream().write(words.getBytes(StandardCharsets.US_ASCII));
              } catch (IOException ended) {
                // The test is over.
              }
            });
        var name = "r" + words.length();
        var hook = hook(name, "http://127.0.0.1:" + socket.getLocalPort() + "/");
        assertThat(error(calls.call(hook, event(service)))).doesNotContain("SSH");
      }
    }
  }

  private Attempt callWithMutualTls(
      TestReceiver receiver, @Nullable Path trust, @Nullable TestTls client) {
    var description =
        new HookDescription(
            "tls",
            receiver.url(),
            List.of("env:KEY"),
            true,
            trust == null ? null : trust.toString(),
            client == null ? null : client.certificateFile(folder).toString(),
            client == null ? null : client.keyFile(folder).toString(),
            null,
            null,
            null,
            null,
            null,
            null,
            null);
    return calls.call(done(description.read(Hook.Origin.API)), event(service));
  }

  @Test
  void receiverThatDemandsACertificateGetsTheHooksAndNoOther() {
    var own = TestTls.named("receiver");
    var client = TestTls.named("assay");
    var receiver = closing(TestReceiver.demanding(client, own));
    var trust = own.certificateFile(folder);

    assertThat(callWithMutualTls(receiver, trust, client)).isInstanceOf(Attempt.Delivered.class);
    assertThat(receiver.received()).hasSize(1);

    assertThat(error(callWithMutualTls(receiver, trust, null))).startsWith("No answer");
    assertThat(error(callWithMutualTls(receiver, trust, TestTls.named("assay"))))
        .startsWith("No answer");
    // A receiver that is not the one that the hook trusts, and one that nobody vouches for.
    var stranger = TestTls.named("receiver").certificateFile(folder);
    assertThat(error(callWithMutualTls(receiver, stranger, client))).startsWith("No answer");
    assertThat(error(callWithMutualTls(receiver, null, client))).startsWith("No answer");
    assertThat(receiver.received()).hasSize(1);
  }

  @Test
  void keyFileThatIsNoneIsAFailureThatDoesNotQuoteIt() throws IOException {
    var own = TestTls.named("receiver");
    var client = TestTls.named("assay");
    var receiver = closing(TestReceiver.demanding(client, own));
    var wrong = Files.writeString(folder.resolve("key"), "verysecret");
    var description =
        new HookDescription(
            "tls",
            receiver.url(),
            List.of("env:KEY"),
            true,
            own.certificateFile(folder).toString(),
            client.certificateFile(folder).toString(),
            wrong.toString(),
            null,
            null,
            null,
            null,
            null,
            null,
            null);
    assertThat(error(calls.call(done(description.read(Hook.Origin.API)), event(service))))
        .doesNotContain("verysecret");
  }

  @Test
  void secretIsInNothingThatIsKeptOrSaid() {
    var receiver = closing(TestReceiver.answering(_ -> Answer.status(500)));
    var hook = hook("a", receiver.url());
    quarantined(1);
    deliver();
    await(() -> !receiver.received().isEmpty());
    await(() -> !service.hooks.list().getFirst().lastError().isEmpty());
    var secret = TestReceiver.SECRET.substring("whsec_".length());
    assertThat(TableDump.of(service.source).toString()).doesNotContain(secret);
    assertThat(hook.toString()).doesNotContain(secret);
    assertThat(receiver.received().getFirst().body()).doesNotContain(secret);
  }

  @Test
  void nameOfAMachineCanNotBreakOutOfTheEnvelope() {
    var receiver = closing(TestReceiver.answering(_ -> Answer.OK));
    hook("a", receiver.url());
    var machine = new SimulatedFleet(service.source, TestService.MODEL).add(1).getFirst();
    rename(machine, "x\\\"}, \\r\\nwebhook-id: evt_forged");
    done(service.quarantine.add(machine, "a test", TestService.OPERATOR));
    deliver();
    await(() -> !receiver.accepted().isEmpty());
    var sent = receiver.received().getFirst();
    assertThat(sent.id()).startsWith("evt_").isNotEqualTo("evt_forged");
    assertThat(sent.body().lines()).hasSize(1);
  }

  private void rename(MachineId machine, String name) {
    try (var connection = service.source.getConnection();
        var update =
            connection.prepareStatement(
                "UPDATE machine SET host = CAST(? AS jsonb) WHERE id = ?")) {
      update.setString(1, "{\"hostName\": \"" + name + "\"}");
      update.setBytes(2, machine.value().toArray());
      update.executeUpdate();
    } catch (SQLException failed) {
      throw new AssertionError(failed);
    }
  }

  /// Results of which each says the how manieth it is.
  private static final class NumberedResults implements MachinesOfEvents {
    private final AtomicInteger made = new AtomicInteger();

    @Override
    public Optional<String> result(MachineId id) {
      return Optional.of("result-" + made.incrementAndGet());
    }

    @Override
    public Optional<String> chassisSerial(MachineId id) {
      return Optional.empty();
    }
  }
}
