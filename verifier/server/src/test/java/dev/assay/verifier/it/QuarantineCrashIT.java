package dev.assay.verifier.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/// Verifiers are killed while quarantines are decided and delivered to a receiver that fails,
/// hangs, resets, asks to wait, and loses its answers: one verifier, then two on one database, then
/// two whose PostgreSQL is stopped at once and started again. Afterwards nothing is lost, nothing
/// is doubled, and each machine's events came in their order.
///
/// Each kill comes at a random moment between two decisions, and people wait for it: all kills fall
/// into the work, however long a start takes.
class QuarantineCrashIT {
  private static final int KILLS = Integer.getInteger("assay.quarantine.kills", 2);
  private static final int MACHINES = Integer.getInteger("assay.quarantine.machines", 16);
  private static final long SEED = Long.getLong("assay.quarantine.seed", System.nanoTime());
  private static final Duration PATIENCE = Duration.ofMinutes(8);
  private static final List<String> ACTS = List.of("add", "release", "add");
  private static final ObjectMapper JSON = new ObjectMapper();

  /// What may become of the first tries of an event. Each deck is dealt out to the last card, so
  /// that the receiver shows every mood.
  private enum Mood {
    TAKES,
    FAILS,
    ASKS_TO_WAIT,
    CLOSES,
    LOSES_THE_ANSWER,
    BREAKS_THE_ANSWER_OFF,
    RESETS,
    HANGS
  }

  private static final int TROUBLES = 2;

  @TempDir Path folder;

  private final Random random = new Random(SEED);
  private final List<Mood> deck = new ArrayList<>();
  private final Map<Mood, Integer> shown = new EnumMap<>(Mood.class);
  private final Map<String, Integer> tries = new ConcurrentHashMap<>();
  private final TestReceiver receiver = TestReceiver.answering(this::behave);
  private @Nullable EmbeddedDatabase started;
  private final List<VerifierProcess> verifiers = new ArrayList<>();
  private final List<MachineId> machines = new ArrayList<>();

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

  private Answer behave(String id) {
    var mood = tries.merge(id, 1, Integer::sum) > TROUBLES ? Mood.TAKES : deal();
    return switch (mood) {
      case TAKES -> Answer.OK;
      case FAILS -> Answer.status(500);
      case ASKS_TO_WAIT -> new Answer(429, "1", 0);
      case CLOSES -> Answer.status(0);
      case LOSES_THE_ANSWER -> Answer.LOST;
      case BREAKS_THE_ANSWER_OFF -> Answer.HALF;
      case RESETS -> Answer.RESET;
      case HANGS -> {
        Waiting.sleep(Duration.ofSeconds(25));
        yield Answer.status(0);
      }
    };
  }

  private synchronized Mood deal() {
    if (deck.isEmpty()) {
      deck.addAll(List.of(Mood.values()));
      deck.addAll(EnumSet.complementOf(EnumSet.of(Mood.HANGS)));
      deck.addAll(Collections.nCopies(MACHINES, Mood.TAKES));
      Collections.shuffle(deck, random);
    }
    var mood = deck.removeLast();
    shown.merge(mood, 1, Integer::sum);
    return mood;
  }

  private void startAnother() throws IOException {
    var home = Files.createDirectories(folder.resolve("verifier-" + verifiers.size()));
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
  }

  private List<MachineId> enrolled(String model) {
    var source = new PGSimpleDataSource();
    source.setUrl(database().url());
    source.setUser(database().user());
    source.setPassword(database().password());
    var enrolled = new SimulatedFleet(source, new BoardModel(model)).add(MACHINES);
    machines.addAll(enrolled);
    return enrolled;
  }

  @Test
  void nothingIsLostNothingIsDoubledAndOrderHolds() throws Exception {
    startAnother();
    var token = Files.readString(verifiers.getFirst().data().resolve("admin.token")).strip();
    suffer("one verifier", enrolled("X11"), token, false);
    startAnother();
    suffer("two verifiers", enrolled("X12"), token, false);
    suffer("two verifiers and their PostgreSQL", enrolled("X13"), token, true);
    var rest = verifiers.getFirst().anonymous().with(token);
    Waiting.until(
        "all deliveries; seed " + SEED,
        PATIENCE,
        () -> rest.get("/api/v1/hooks").ok().path("hooks").get(0).path("pending").asInt() == 0);

    assertThat(rest.get("/api/v1/hooks/dead").ok().path("dead")).isEmpty();
    assertThat(shown.keySet()).containsExactlyInAnyOrder(Mood.values());
    check(allEvents(rest));
    System.out.println(summary());
  }

  /// What the receiver went through, for whoever runs it with more kills.
  private String summary() {
    int kept = machines.size() * ACTS.size();
    return "seed %d: %d kills, %d events; the receiver was called %d times, acted %d times, each event once by its key; its moods were %s"
        .formatted(
            SEED, 3 * KILLS, kept, receiver.received().size(), receiver.accepted().size(), shown);
  }

  /// People decide on all machines, and each kill falls between two of their decisions.
  private void suffer(String name, List<MachineId> machines, String token, boolean database)
      throws Exception {
    int decisions = machines.size() * ACTS.size();
    var decided = new AtomicInteger();
    var killed = new AtomicInteger();
    var people = new AtomicReference<Throwable>();
    var deciding =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    for (int n = 0; n < decisions; n++) {
                      int before = n * KILLS / decisions;
                      Waiting.until("kill " + before, PATIENCE, () -> killed.get() >= before);
                      var act = ACTS.get(n / machines.size());
                      var machine = machines.get(n % machines.size());
                      Waiting.until("a decision", PATIENCE, () -> decided(act, machine, token));
                      decided.incrementAndGet();
                    }
                  } catch (RuntimeException | AssertionError failed) {
                    people.set(failed);
                  }
                });
    for (int kill = 0; kill < KILLS; kill++) {
      int moment = (kill * decisions + random.nextInt(decisions)) / KILLS;
      Waiting.until(
          "decision " + moment, PATIENCE, () -> decided.get() >= moment || !deciding.isAlive());
      Waiting.sleep(Duration.ofMillis(random.nextInt(300)));
      var victim = verifiers.get(kill % verifiers.size());
      victim.kill();
      killed.incrementAndGet();
      if (database && kill == KILLS / 2) {
        restartDatabase();
      }
      victim.start();
    }
    deciding.join();
    assertThat(people.get()).as("%s: people could decide all; seed %d", name, SEED).isNull();
  }

  /// As a power cut would leave it: PostgreSQL has to recover from its log. It is started again by
  /// whoever watches over it.
  private void restartDatabase() throws Exception {
    var before = postmaster();
    assertThat(new ProcessBuilder("kill", "-QUIT", Long.toString(before)).start().waitFor())
        .isZero();
    Waiting.until(
        "PostgreSQL to be back",
        PATIENCE,
        () -> {
          try (var connection =
              DriverManager.getConnection(
                  database().url(), database().user(), database().password())) {
            return postmaster() != before && connection.isValid(5);
          } catch (SQLException | IOException away) {
            return false;
          }
        });
    assertThat(Files.readString(folder.resolve("postgres/postgres.log")))
        .contains("was not properly shut down");
  }

  private long postmaster() throws IOException {
    var pid = folder.resolve("postgres/cluster/postmaster.pid");
    return Long.parseLong(Files.readAllLines(pid).getFirst().strip());
  }

  /// As a person would who is not told whether a request took effect: asks again.
  private boolean decided(String act, MachineId machine, String token) {
    var verifier = verifiers.get(ThreadLocalRandom.current().nextInt(verifiers.size()));
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

  private void check(List<String> kept) throws IOException {
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

  /// The bodies by their keys, but for the attestation result, which is made anew for each try; a
  /// key with two bodies fails.
  private Map<String, JsonNode> bodies() throws IOException {
    Map<String, JsonNode> bodies = new LinkedHashMap<>();
    for (var request : receiver.received()) {
      var body = JSON.readTree(request.body());
      ((ObjectNode) body.path("data")).remove("attestationResult");
      var before = bodies.putIfAbsent(request.id(), body);
      assertThat(before == null || before.equals(body)).as(request.body()).isTrue();
    }
    return bodies;
  }
}
