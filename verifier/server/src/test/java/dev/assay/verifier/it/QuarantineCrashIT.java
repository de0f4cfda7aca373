package dev.assay.verifier.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.assay.verifier.service.BoardModel;
import dev.assay.verifier.service.MachineId;
import dev.assay.verifier.testing.SimulatedFleet;
import dev.assay.verifier.testing.TestReceiver;
import dev.assay.verifier.testing.TestReceiver.Answer;
import dev.assay.verifier.testing.TestReceiver.Received;
import dev.assay.verifier.wiring.EmbeddedDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/// Verifiers are killed at random moments while quarantines are decided and delivered to a receiver
/// that fails, hangs, resets, asks to wait, and loses its answers. Afterwards nothing is lost,
/// nothing is doubled, and each machine's events came in their order.
class QuarantineCrashIT {
  private static final int KILLS = Integer.getInteger("assay.quarantine.kills", 6);
  private static final int MACHINES = Integer.getInteger("assay.quarantine.machines", 50);
  private static final long SEED = Long.getLong("assay.quarantine.seed", System.nanoTime());
  private static final Duration PATIENCE = Duration.ofMinutes(8);
  private static final List<String> ACTS = List.of("add", "release", "add");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  private final Random random = new Random(SEED);
  private final Map<String, Integer> tries = new ConcurrentHashMap<>();
  private final TestReceiver receiver = TestReceiver.answering(this::behave);
  private @Nullable EmbeddedDatabase started;
  private final List<VerifierProcess> verifiers = new ArrayList<>();

  @BeforeEach
  void databaseThatOutlivesTheVerifiers() {
    started = EmbeddedDatabase.start(folder.resolve("postgres"), new SecureRandom());
  }

  @AfterEach
  void stop() {
    verifiers.forEach(VerifierProcess::close);
    database().close();
    receiver.close();
  }

  private EmbeddedDatabase database() {
    return Objects.requireNonNull(started);
  }

  /// Each event meets trouble at most three times.
  private Answer behave(String id) {
    int before = tries.merge(id, 1, Integer::sum);
    int dice = before > 3 ? 99 : nextInt(100);
    if (dice < 10) {
      return Answer.status(500);
    } else if (dice < 20) {
      return Answer.LOST;
    } else if (dice < 30) {
      return Answer.status(0);
    } else if (dice < 35) {
      return new Answer(429, "1", 0);
    } else if (dice < 37) {
      Waiting.sleep(Duration.ofSeconds(25));
      return Answer.status(0);
    }
    return Answer.OK;
  }

  private int nextInt(int bound) {
    synchronized (random) {
      return random.nextInt(bound);
    }
  }

  private void start(int replicas) {
    for (int i = 0; i < replicas; i++) {
      try {
        var home = Files.createDirectories(folder.resolve("verifier-" + i));
        var hooks =
            Files.writeString(
                home.resolve("hooks.json"),
                "{\"hooks\": [{\"name\": \"a\", \"url\": \"%s\", \"allowPrivate\": true, \"secrets\": [\"env:HOOK_KEY\"]}]}"
                    .formatted(receiver.url()));
        verifiers.add(
            VerifierProcess.started(
                home,
                Map.of(
                    "ASSAY_DB_URL", database().url(),
                    "ASSAY_DB_USER", database().user(),
                    "ASSAY_DB_PASSWORD", database().password(),
                    "ASSAY_QUARANTINE_MODE", "act",
                    "ASSAY_HOOKS", hooks.toString(),
                    "HOOK_KEY", TestReceiver.SECRET)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private List<MachineId> enrolled() {
    var source = new PGSimpleDataSource();
    source.setUrl(database().url());
    source.setUser(database().user());
    source.setPassword(database().password());
    return new SimulatedFleet(source, new BoardModel("X11")).add(MACHINES);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void nothingIsLostNothingIsDoubledAndOrderHolds(int replicas) throws Exception {
    start(replicas);
    var machines = enrolled();
    var token = Files.readString(verifiers.getFirst().data().resolve("admin.token")).strip();
    var over = new AtomicBoolean();
    var people = Thread.ofPlatform().start(() -> decide(machines, token, over));

    for (int kill = 0; kill < KILLS; kill++) {
      var victim = verifiers.get(kill % replicas);
      Waiting.sleep(Duration.ofMillis(300 + nextInt(3_000)));
      victim.kill();
      victim.start();
    }
    people.join();
    assertThat(over).as("people could decide all; seed %d", SEED).isTrue();
    var rest = verifiers.getFirst().anonymous().with(token);
    Waiting.until(
        "all deliveries; seed " + SEED,
        PATIENCE,
        () -> rest.get("/api/v1/hooks").ok().path("hooks").get(0).path("pending").asInt() == 0);

    assertThat(rest.get("/api/v1/hooks/dead").ok().path("dead")).isEmpty();
    check(machines, allEvents(rest));
  }

  /// As a person would who is not told whether a request took effect: asks again.
  private void decide(List<MachineId> machines, String token, AtomicBoolean over) {
    for (var act : ACTS) {
      for (var machine : machines) {
        Waiting.until("a decision", PATIENCE, () -> decided(act, machine, token));
      }
    }
    over.set(true);
  }

  private boolean decided(String act, MachineId machine, String token) {
    var verifier = verifiers.get(nextInt(verifiers.size()));
    try {
      var path = "/api/v1/quarantine/" + machine.toHex() + "/" + act;
      int status = verifier.anonymous().with(token).post(path, Map.of("reason", "a test")).status();
      // 409: it was done when the answer was lost.
      return status == 200 || status == 409;
    } catch (UncheckedIOException killed) {
      return false;
    }
  }

  private static List<String> allEvents(Rest rest) {
    var ids = new ArrayList<String>();
    long cursor = 0;
    while (true) {
      var page = rest.get("/api/v1/events?limit=500&after=" + cursor).ok();
      page.path("events").forEach(event -> ids.add(event.path("id").asText()));
      if (page.path("next").asLong() == cursor) {
        return ids;
      }
      cursor = page.path("next").asLong();
    }
  }

  private void check(List<MachineId> machines, List<String> kept) throws IOException {
    assertThat(kept).doesNotHaveDuplicates().hasSize(machines.size() * ACTS.size());
    var acted = receiver.received().stream().filter(Received::accepted).toList();
    assertThat(new TreeSet<>(receiver.accepted()))
        .as("seed %d", SEED)
        .isEqualTo(new TreeSet<>(kept));

    // What a receiver does that goes by the key: the first of each counts.
    Map<String, String> first = new LinkedHashMap<>();
    acted.forEach(request -> first.putIfAbsent(request.id(), request.body()));
    Map<String, List<String>> took = new LinkedHashMap<>();
    for (var body : first.values()) {
      var event = JSON.readTree(body);
      took.computeIfAbsent(event.path("subject").asText(), _ -> new ArrayList<>())
          .add(event.path("sequence").asText() + " " + event.path("type").asText());
    }
    assertThat(took.keySet())
        .isEqualTo(Set.copyOf(machines.stream().map(MachineId::toHex).toList()));
    assertThat(took.values())
        .allSatisfy(
            order -> {
              assertThat(order).as("seed %d", SEED).isSorted();
              assertThat(order)
                  .extracting(one -> one.replaceFirst(".*\\.", ""))
                  .containsExactly("quarantined", "released", "quarantined");
            });
    assertThat(Map.copyOf(bodies())).as("one body per key").hasSameSizeAs(kept);
  }

  /// The bodies by their keys; a key with two bodies fails.
  private Map<String, String> bodies() {
    Map<String, String> bodies = new LinkedHashMap<>();
    for (var request : receiver.received()) {
      var before = bodies.putIfAbsent(request.id(), request.body());
      assertThat(before == null || before.equals(request.body())).isTrue();
    }
    return bodies;
  }
}
