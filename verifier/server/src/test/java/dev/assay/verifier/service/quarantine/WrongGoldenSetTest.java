package dev.assay.verifier.service.quarantine;

import static dev.assay.verifier.testing.TestService.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.Verdict;
import dev.assay.verifier.service.Activation;
import dev.assay.verifier.service.GoldenRecord;
import dev.assay.verifier.service.hooks.OutgoingEvent;
import dev.assay.verifier.service.quarantine.BlastRadius.Budget;
import dev.assay.verifier.service.quarantine.QuarantineRecords.Entry;
import dev.assay.verifier.testing.SettableClock;
import dev.assay.verifier.testing.StoredFleet;
import dev.assay.verifier.testing.TestMachine;
import dev.assay.verifier.testing.TestPostgres;
import dev.assay.verifier.testing.TestService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/// A golden set that was learned from the wrong boards comes into force, and a thousand healthy
/// machines fail within a minute: quotes, appraisals, golden sets and decisions are the real ones,
/// made by two verifiers that have nothing in common but their database.
class WrongGoldenSetTest {
  private static final int FLEET = Integer.getInteger("assay.quarantine.fleet", 1000);
  private static final int BUDGET = 20;
  private static final QuarantinePolicies POLICIES =
      QuarantinePolicies.of(QuarantinePolicy.SAFE.in(Mode.ACT));
  private static final BlastRadius RADIUS =
      new BlastRadius(
          Duration.ofHours(1), new Budget(BUDGET, 100), new Budget(50, 100), new Budget(4, 100));

  private final DataSource source = TestPostgres.fresh();
  private final SettableClock clock = new SettableClock();
  private final TestService service = TestService.on(source, clock, POLICIES, RADIUS);
  private final TestService replica = TestService.on(source, clock, POLICIES, RADIUS);
  private final List<TestMachine> fleet = new ArrayList<>();

  /// Each attests once, half with one verifier, half with the other.
  private Map<Verdict, Long> allAttest() throws InterruptedException {
    var verdicts = Collections.synchronizedList(new ArrayList<Verdict>());
    var threads = new ArrayList<Thread>();
    for (int part = 0; part < 2; part++) {
      int first = part;
      var verifier = part == 0 ? service : replica;
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int i = first; i < fleet.size(); i += 2) {
                      verdicts.add(verifier.attest(fleet.get(i)).verdict());
                    }
                  }));
    }
    for (var thread : threads) {
      thread.join();
    }
    clock.advance(Duration.ofSeconds(15));
    return verdicts.stream()
        .collect(Collectors.groupingBy(verdict -> verdict, Collectors.counting()));
  }

  private Map<QuarantineState, Long> states() {
    return service.quarantine.overview().machines().stream()
        .map(Entry::quarantine)
        .collect(Collectors.groupingBy(now -> now.state(), Collectors.counting()));
  }

  private List<OutgoingEvent> alerts() {
    return service.outbox.after(0, 100_000).stream()
        .filter(event -> event.kind() == EventKind.LIMIT_REACHED)
        .toList();
  }

  @Test
  void exactlyTheBudgetIsQuarantinedTheRestHeldAndAllComeBackWhenTheSetIsRetired()
      throws InterruptedException {
    var stored = new StoredFleet(source);
    for (int i = 0; i < FLEET; i++) {
      var machine = TestMachine.enrolledBefore("node-%04d".formatted(i), "clean-A1");
      stored.active(machine, TestService.MODEL);
      fleet.add(machine);
    }
    var wrong =
        service.propose(
            service.active("proto-1", "implant-fw"), service.active("proto-2", "implant-fw"));
    wrong.forEach(
        set ->
            done(
                service.goldenLife.activate(
                    set.id(), Activation.forced("looks fine"), TestService.OPERATOR)));

    assertThat(allAttest()).containsExactly(Map.entry(Verdict.UNTRUSTED, (long) FLEET));
    assertThat(states()).containsExactly(Map.entry(QuarantineState.SUSPECT, (long) FLEET));
    assertThat(allAttest()).containsExactly(Map.entry(Verdict.UNTRUSTED, (long) FLEET));
    assertThat(states())
        .containsOnly(
            Map.entry(QuarantineState.QUARANTINED, (long) BUDGET),
            Map.entry(QuarantineState.HELD, (long) FLEET - BUDGET));
    assertThat(alerts())
        .singleElement()
        .satisfies(
            alert ->
                assertThat(alert.body()).contains(wrong.stream().map(GoldenRecord::id).toList()));

    wrong.forEach(
        set ->
            done(
                service.goldenLife.retire(
                    set.id(),
                    Optional.of("learned from prototypes"),
                    Optional.of("nothing else is in force yet"),
                    TestService.OPERATOR)));
    assertThat(allAttest()).containsExactly(Map.entry(Verdict.UNKNOWN, (long) FLEET));
    var resumed =
        done(
            replica.quarantine.resume(Optional.empty(), "the set was wrong", TestService.OPERATOR));
    assertThat(resumed.released()).hasSize(FLEET);
    assertThat(resumed.remaining()).isEmpty();
    assertThat(states()).isEmpty();
    assertThat(service.quarantine.overview().episodes()).isEmpty();
    assertThat(alerts()).hasSize(1);
  }
}
