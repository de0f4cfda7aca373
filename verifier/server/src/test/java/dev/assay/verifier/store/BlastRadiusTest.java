package dev.assay.verifier.store;

import static dev.assay.verifier.testing.TestService.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.appraisal.Verdict;
import dev.assay.verifier.service.ActKind;
import dev.assay.verifier.service.AttestSignals;
import dev.assay.verifier.service.AuditFilter;
import dev.assay.verifier.service.BoardModel;
import dev.assay.verifier.service.GoldenSubject;
import dev.assay.verifier.service.MachineId;
import dev.assay.verifier.service.Outcome;
import dev.assay.verifier.service.hooks.Hook;
import dev.assay.verifier.service.hooks.HookDescription;
import dev.assay.verifier.service.hooks.HookRecords.HookStatus;
import dev.assay.verifier.service.hooks.OutgoingEvent;
import dev.assay.verifier.service.quarantine.BlastRadius;
import dev.assay.verifier.service.quarantine.BlastRadius.Budget;
import dev.assay.verifier.service.quarantine.EventKind;
import dev.assay.verifier.service.quarantine.Mode;
import dev.assay.verifier.service.quarantine.PolicyRule;
import dev.assay.verifier.service.quarantine.QuarantinePolicies;
import dev.assay.verifier.service.quarantine.QuarantinePolicy;
import dev.assay.verifier.service.quarantine.QuarantineRecords.Entry;
import dev.assay.verifier.service.quarantine.QuarantineState;
import dev.assay.verifier.service.quarantine.Reaction;
import dev.assay.verifier.service.quarantine.Reactions;
import dev.assay.verifier.service.quarantine.WatchQuarantine;
import dev.assay.verifier.testing.SimulatedFleet;
import dev.assay.verifier.testing.TestService;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// A whole board model fails within a minute, because a wrong golden set came into force.
class BlastRadiusTest {
  private static final int FLEET = Integer.getInteger("assay.quarantine.fleet", 200);
  private static final int BUDGET = 20;
  private static final int REPLICAS = 2;
  private static final BlastRadius RADIUS = racksOf(4);

  private final QuarantinePolicy policy = QuarantinePolicy.SAFE.in(Mode.ACT);
  private final TestService service = new TestService(policy, RADIUS);

  private static BlastRadius racksOf(int count) {
    return new BlastRadius(
        Duration.ofHours(1), new Budget(BUDGET, 100), new Budget(50, 100), new Budget(count, 100));
  }

  private static void place(TestService service, List<MachineId> machines, String rack) {
    var csv = new StringBuilder("machine,rack\n");
    machines.forEach(id -> csv.append(id.toHex()).append(',').append(rack).append('\n'));
    done(service.racks.set(csv.toString(), TestService.OPERATOR));
  }

  /// Each replica has its own objects; the database is all that they share.
  private AppraisalStore replica() {
    var database = new Database(service.source);
    return new AppraisalStore(
        database,
        new QuarantineLedger(
            QuarantinePolicies.of(policy), RADIUS, new AuditStore(database, service.clock)));
  }

  private void all(List<MachineId> fleet, Verdict verdict, String code, String set) {
    var threads = new Thread[REPLICAS];
    for (int r = 0; r < REPLICAS; r++) {
      int part = r;
      var appraisals = replica();
      threads[r] =
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int i = part; i < fleet.size(); i += REPLICAS) {
                      SimulatedFleet.attests(
                          service.machines,
                          appraisals,
                          fleet.get(i),
                          verdict,
                          code,
                          set,
                          service.clock.instant());
                    }
                  });
    }
    for (var thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException interrupted) {
        throw new AssertionError(interrupted);
      }
    }
    service.clock.advance(Duration.ofSeconds(10));
  }

  private Map<QuarantineState, Long> states() {
    return service.quarantine.overview().machines().stream()
        .map(Entry::quarantine)
        .collect(Collectors.groupingBy(now -> now.state(), Collectors.counting()));
  }

  private List<JsonNode> events(EventKind kind) {
    return service.outbox.after(0, 100_000).stream()
        .filter(event -> event.kind() == kind)
        .map(event -> Json.parse(event.body()))
        .toList();
  }

  private long acts(ActKind kind) {
    return service.audit.entries(AuditFilter.ALL, 0, Integer.MAX_VALUE).stream()
        .filter(line -> line.entry().act().equals(kind.name()))
        .count();
  }

  @Test
  void exactlyTheBudgetIsQuarantinedTheRestHeldAndAllComeBack() {
    var fleet = new SimulatedFleet(service.source, TestService.MODEL).add(FLEET);
    all(fleet, Verdict.UNTRUSTED, "EVENT_CHANGED", "gs-wrong");
    assertThat(states()).containsExactly(Map.entry(QuarantineState.SUSPECT, (long) FLEET));
    all(fleet, Verdict.UNTRUSTED, "EVENT_CHANGED", "gs-wrong");

    assertThat(states())
        .containsOnly(
            Map.entry(QuarantineState.QUARANTINED, (long) BUDGET),
            Map.entry(QuarantineState.HELD, (long) FLEET - BUDGET));
    assertThat(events(EventKind.QUARANTINED)).hasSize(BUDGET);
    assertThat(acts(ActKind.MACHINE_QUARANTINED)).isEqualTo(BUDGET);
    assertThat(acts(ActKind.MACHINE_HELD)).isEqualTo(FLEET - BUDGET);
    assertThat(events(EventKind.LIMIT_REACHED))
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.path("data").path("reason").asText())
                  .contains("golden set gs-wrong", "firmware version 2.1", "EVENT_CHANGED");
              assertThat(alert.path("data").path("scope").asText()).isEqualTo("fleet");
            });
    assertThat(service.quarantine.overview().episodes())
        .singleElement()
        .satisfies(
            episode -> {
              assertThat(episode.held()).isEqualTo(FLEET - BUDGET);
              assertThat(episode.common())
                  .extracting(trait -> trait.value())
                  .contains("gs-wrong", "2.1", "EVENT_CHANGED", TestService.MODEL.name());
            });

    // While they fail nobody comes back; the set is retired, and they can.
    assertThat(
            done(service.quarantine.resume(Optional.empty(), "too early", TestService.OPERATOR))
                .released())
        .isEmpty();
    all(fleet, Verdict.UNKNOWN, "NO_GOLDEN_SET", "");
    var resumed =
        done(
            service.quarantine.resume(
                Optional.of(TestService.MODEL), "the set was wrong", TestService.OPERATOR));
    assertThat(resumed.released()).hasSize(FLEET);
    assertThat(resumed.remaining()).isEmpty();
    assertThat(service.quarantine.overview().machines()).isEmpty();
    assertThat(service.quarantine.overview().episodes()).isEmpty();
  }

  @Test
  void neitherReleaseNorRestartRefillsTheBudget() {
    var fleet = new SimulatedFleet(service.source, TestService.MODEL).add(BUDGET + 2);
    var first = fleet.subList(0, BUDGET);
    all(first, Verdict.UNTRUSTED, "EVENT_CHANGED", "gs");
    all(first, Verdict.UNTRUSTED, "EVENT_CHANGED", "gs");
    all(first, Verdict.TRUSTED, "", "gs");
    done(service.quarantine.resume(Optional.empty(), "repaired", TestService.OPERATOR));
    assertThat(states()).isEmpty();

    // Other objects, as after a restart.
    var another = fleet.subList(BUDGET, BUDGET + 1);
    all(another, Verdict.UNTRUSTED, "EVENT_CHANGED", "gs");
    all(another, Verdict.UNTRUSTED, "EVENT_CHANGED", "gs");
    assertThat(states()).containsExactly(Map.entry(QuarantineState.HELD, 1L));

    service.clock.advance(RADIUS.window());
    var last = fleet.subList(BUDGET + 1, BUDGET + 2);
    all(last, Verdict.UNTRUSTED, "EVENT_CHANGED", "gs");
    all(last, Verdict.UNTRUSTED, "EVENT_CHANGED", "gs");
    assertThat(states())
        .containsOnly(
            Map.entry(QuarantineState.HELD, 1L), Map.entry(QuarantineState.QUARANTINED, 1L));
  }

  @Test
  void rackHasABudgetThatNeitherARestartNorASecondVerifierRefills() {
    var fleet = new SimulatedFleet(service.source, TestService.MODEL).add(12);
    place(service, fleet.subList(0, 10), "R7");
    all(fleet, Verdict.UNTRUSTED, "EVENT_CHANGED", "gs");
    all(fleet, Verdict.UNTRUSTED, "EVENT_CHANGED", "gs");

    // 4 of the rack, and the two that are in none.
    assertThat(states())
        .containsOnly(
            Map.entry(QuarantineState.QUARANTINED, 6L), Map.entry(QuarantineState.HELD, 6L));
    assertThat(events(EventKind.LIMIT_REACHED))
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.path("data").path("scope").asText()).isEqualTo("rack R7");
              assertThat(alert.path("data").path("reason").asText()).contains("5 of 5: rack R7");
            });
    var other = service.replica();
    done(other.quarantine.resume(Optional.empty(), "nobody is clean yet", TestService.OPERATOR));
    all(fleet.subList(0, 10), Verdict.TRUSTED, "", "gs");
    done(other.quarantine.resume(Optional.empty(), "repaired", TestService.OPERATOR));
    all(fleet.subList(0, 1), Verdict.UNTRUSTED, "EVENT_ADDED", "gs");
    all(fleet.subList(0, 1), Verdict.UNTRUSTED, "EVENT_ADDED", "gs");
    assertThat(states().get(QuarantineState.HELD)).isEqualTo(1L);
  }

  @Test
  void oneCauseRaisesOneAlertWhicheverBudgetIsUsedUpFirst() {
    var fleet = new SimulatedFleet(service.source, TestService.MODEL).add(40);
    for (int rack = 0; rack < 4; rack++) {
      place(service, fleet.subList(rack * 10, rack * 10 + 10), "R" + rack);
    }
    all(fleet, Verdict.UNTRUSTED, "EVENT_CHANGED", "gs-wrong");
    all(fleet, Verdict.UNTRUSTED, "EVENT_CHANGED", "gs-wrong");
    assertThat(states())
        .containsOnly(
            Map.entry(QuarantineState.QUARANTINED, 16L), Map.entry(QuarantineState.HELD, 24L));
    assertThat(events(EventKind.LIMIT_REACHED)).hasSize(1);
    assertThat(service.quarantine.overview().episodes())
        .singleElement()
        .satisfies(
            episode -> {
              assertThat(episode.held()).isEqualTo(24);
              assertThat(episode.common())
                  .extracting(trait -> trait.value())
                  .contains("gs-wrong")
                  .doesNotContain("R0", "R1", "R2", "R3");
            });
  }

  @Test
  void otherCauseIsAnotherAlert() {
    var fleet = new SimulatedFleet(service.source, TestService.MODEL).add(12);
    place(service, fleet.subList(0, 6), "R1");
    place(service, fleet.subList(6, 12), "R2");
    var first = fleet.subList(0, 6);
    var second = fleet.subList(6, 12);
    all(first, Verdict.UNTRUSTED, "EVENT_CHANGED", "gs");
    all(first, Verdict.UNTRUSTED, "EVENT_CHANGED", "gs");
    all(second, Verdict.UNTRUSTED, "RESET_WITHOUT_REBOOT", "gs");
    all(second, Verdict.UNTRUSTED, "RESET_WITHOUT_REBOOT", "gs");
    assertThat(events(EventKind.LIMIT_REACHED))
        .extracting(alert -> alert.path("data").path("scope").asText())
        .containsExactly("rack R1", "rack R2");
  }

  @Test
  void whoWasForgottenInHeldMutesNoLaterAlert() {
    var fleet = new SimulatedFleet(service.source, TestService.MODEL).add(3 * (BUDGET + 1));
    heldBeyondTheBudget(fleet.subList(0, BUDGET + 1), "EVENT_CHANGED");
    assertThat(events(EventKind.LIMIT_REACHED)).hasSize(1);
    service.clock.advance(RADIUS.window());
    heldBeyondTheBudget(fleet.subList(BUDGET + 1, 2 * (BUDGET + 1)), "EVENT_ADDED");
    assertThat(events(EventKind.LIMIT_REACHED)).hasSize(2);
    service.clock.advance(RADIUS.window());
    heldBeyondTheBudget(fleet.subList(2 * (BUDGET + 1), fleet.size()), "EVENT_CHANGED");
    assertThat(events(EventKind.LIMIT_REACHED)).as("the cause is known").hasSize(2);
    assertThat(states()).containsEntry(QuarantineState.HELD, 3L);
  }

  @Test
  void whoIsNoLongerInServiceMutesNoLaterAlert() {
    var fleet = new SimulatedFleet(service.source, TestService.MODEL).add(BUDGET + 2);
    heldBeyondTheBudget(fleet.subList(0, BUDGET + 1), "EVENT_CHANGED");
    assertThat(events(EventKind.LIMIT_REACHED)).hasSize(1);
    for (var entry : service.quarantine.overview().machines()) {
      if (entry.quarantine().state() == QuarantineState.HELD) {
        done(service.manage.retire(entry.machine(), TestService.OPERATOR));
      }
    }
    assertThat(service.quarantine.overview().episodes()).isEmpty();
    heldBeyondTheBudget(fleet.subList(BUDGET + 1, BUDGET + 2), "EVENT_CHANGED");
    assertThat(events(EventKind.LIMIT_REACHED)).hasSize(2);
  }

  private void heldBeyondTheBudget(List<MachineId> fleet, String code) {
    all(fleet, Verdict.UNTRUSTED, code, "gs");
    all(fleet, Verdict.UNTRUSTED, code, "gs");
  }

  @Test
  void machineThatCleanAppraisalsLetGoIsInTheAuditLogAsItsHoldingIs() {
    var one = new Budget(1, 100);
    var releasing =
        new TestService(
            new QuarantinePolicy(Mode.ACT, Reactions.SAFE, false, Duration.ofMinutes(10), 1),
            new BlastRadius(Duration.ofHours(1), one, one, one));
    var fleet = new SimulatedFleet(releasing.source, TestService.MODEL).add(2);
    for (var verdict : List.of(Verdict.UNTRUSTED, Verdict.TRUSTED)) {
      for (var machine : fleet) {
        SimulatedFleet.attests(
            releasing.machines,
            releasing.appraisals,
            machine,
            verdict,
            verdict == Verdict.TRUSTED ? "" : "EVENT_CHANGED",
            "gs",
            releasing.clock.instant());
      }
      releasing.clock.advance(Duration.ofSeconds(10));
    }
    assertThat(releasing.outbox.after(0, 10))
        .extracting(OutgoingEvent::kind)
        .containsExactly(
            EventKind.QUARANTINED,
            EventKind.HELD,
            EventKind.LIMIT_REACHED,
            EventKind.RELEASED,
            EventKind.CLEARED);
    assertThat(releasing.audit.entries(AuditFilter.ALL, 0, Integer.MAX_VALUE))
        .extracting(line -> line.entry().act())
        .containsExactly(
            ActKind.MACHINE_QUARANTINED.name(),
            ActKind.MACHINE_HELD.name(),
            ActKind.MACHINE_RELEASED.name(),
            ActKind.MACHINE_RELEASED.name());
  }

  @Test
  void ruleOfAModelAndOfARoleHoldsForItsMachinesOnly() {
    var strict = policy;
    var lenient =
        policy.reacting(
            new Reactions(
                Reaction.WARN,
                Reaction.RECORD,
                Reaction.RECORD,
                Reaction.IGNORE,
                Reaction.RECORD,
                Reactions.SAFE.named()));
    var rules =
        new QuarantinePolicies(
            strict,
            List.of(
                new PolicyRule("storage", Set.of(), Set.of("storage"), strict.in(Mode.DRY_RUN)),
                new PolicyRule("lab", Set.of(new BoardModel("LAB-1")), Set.of(), lenient)));
    var ruled = new TestService(rules, racksOf(100));
    var plain = new SimulatedFleet(ruled.source, TestService.MODEL).add(2);
    var lab = new SimulatedFleet(ruled.source, new BoardModel("LAB-1")).add(1).getFirst();
    giveRole(ruled, plain.getLast(), "storage");
    for (int i = 0; i < 2; i++) {
      for (var machine : List.of(plain.getFirst(), plain.getLast(), lab)) {
        SimulatedFleet.attests(
            ruled.machines,
            ruled.appraisals,
            machine,
            Verdict.UNTRUSTED,
            "EVENT_CHANGED",
            "gs",
            ruled.clock.instant());
      }
    }
    assertThat(ruled.quarantine.overview().machines())
        .extracting(entry -> entry.machine() + " " + entry.quarantine().mode())
        .containsExactlyInAnyOrder(plain.getFirst() + " ACT", plain.getLast() + " DRY_RUN");
    var lenience = done(ruled.quarantine.ruled(lab)).applied();
    assertThat(lenience.rule()).contains("lab");
    assertThat(lenience.why()).contains("its board model is LAB-1");
    assertThat(done(ruled.quarantine.ruled(plain.getLast())).applied().why())
        .contains("its role is storage");
    assertThat(done(ruled.quarantine.ruled(plain.getFirst())).applied().rule()).isEmpty();
  }

  private static void giveRole(TestService service, MachineId machine, String role) {
    try (var connection = service.source.getConnection();
        var update = connection.prepareStatement("UPDATE machine SET role = ? WHERE id = ?")) {
      update.setString(1, role);
      update.setBytes(2, machine.value().toArray());
      assertThat(update.executeUpdate()).isEqualTo(1);
    } catch (SQLException failed) {
      throw new AssertionError(failed);
    }
  }

  @Test
  void personMayQuarantineAHeldOneWhateverTheBudget() {
    var fleet = new SimulatedFleet(service.source, TestService.MODEL).add(BUDGET + 1);
    all(fleet, Verdict.UNTRUSTED, "EVENT_CHANGED", "gs");
    all(fleet, Verdict.UNTRUSTED, "EVENT_CHANGED", "gs");
    var held =
        service.quarantine.overview().machines().stream()
            .filter(entry -> entry.quarantine().state() == QuarantineState.HELD)
            .findFirst()
            .orElseThrow();
    done(service.quarantine.approve(held.machine(), "it is real", TestService.OPERATOR));
    assertThat(acts(ActKind.MACHINE_QUARANTINED)).isEqualTo(BUDGET + 1);
    assertThat(states()).containsExactly(Map.entry(QuarantineState.QUARANTINED, (long) BUDGET + 1));
    assertThat(service.quarantine.approve(held.machine(), "again", TestService.OPERATOR))
        .isInstanceOf(Outcome.Declined.class);
  }

  @Test
  void recordModeTellsNobodyAndDryRunMarks() {
    for (var mode : List.of(Mode.RECORD, Mode.DRY_RUN)) {
      var other = new TestService(QuarantinePolicy.SAFE.in(mode), RADIUS);
      other.hooks.add(hook());
      var machine = new SimulatedFleet(other.source, TestService.MODEL).add(1).getFirst();
      for (int i = 0; i < 2; i++) {
        SimulatedFleet.attests(
            other.machines,
            other.appraisals,
            machine,
            Verdict.UNTRUSTED,
            "EVENT_CHANGED",
            "gs",
            other.clock.instant());
      }
      assertThat(other.quarantine.overview().machines())
          .singleElement()
          .satisfies(
              entry -> {
                assertThat(entry.quarantine().state()).isEqualTo(QuarantineState.QUARANTINED);
                assertThat(entry.quarantine().mode()).isEqualTo(mode);
              });
      assertThat(other.outbox.due(other.clock.instant())).isEmpty();
      assertThat(other.hooks.list())
          .singleElement()
          .extracting(HookStatus::dryRun)
          .isEqualTo(mode == Mode.DRY_RUN ? 2 : 0);
      assertThat(other.outbox.after(0, 10))
          .hasSize(2)
          .allSatisfy(event -> assertThat(event.body()).contains("\"mode\":\"" + mode + "\""));
    }
  }

  private static Hook hook() {
    return done(
        new HookDescription(
                "all",
                "https://receiver.example/",
                List.of("env:NONE"),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null)
            .read(Hook.Origin.API));
  }

  @Test
  void suspectThatFallsSilentIsQuarantinedAllTheSame() {
    var machine = new SimulatedFleet(service.source, TestService.MODEL).add(1);
    all(machine, Verdict.UNTRUSTED, "EVENT_CHANGED", "gs");
    service.watch.look();
    assertThat(states()).containsExactly(Map.entry(QuarantineState.SUSPECT, 1L));
    service.passes(policy.confirmWithin());
    assertThat(states()).containsExactly(Map.entry(QuarantineState.QUARANTINED, 1L));
  }

  @Test
  void silenceIsNotedOnceAndQuarantinesNobody() {
    var machine = new SimulatedFleet(service.source, TestService.MODEL).add(1);
    all(machine, Verdict.TRUSTED, "", "gs");
    service.passes(Duration.ofHours(1));
    assertThat(events(EventKind.NOTED)).hasSize(1);
    assertThat(states()).isEmpty();
  }

  @Test
  void verifierThatWasAwayItselfCallsNobodySilent() {
    var machine = new SimulatedFleet(service.source, TestService.MODEL).add(1);
    all(machine, Verdict.TRUSTED, "", "gs");
    service.clock.advance(Duration.ofHours(1));
    var restarted = watch(new Asked(new ArrayList<>()));
    restarted.look();
    assertThat(events(EventKind.NOTED)).isEmpty();
  }

  @Test
  void suspectOfAVerifierThatWasAwayHasTheWholeTimeAgain() {
    var machine = new SimulatedFleet(service.source, TestService.MODEL).add(1);
    all(machine, Verdict.UNTRUSTED, "EVENT_CHANGED", "gs");
    service.clock.advance(policy.confirmWithin().multipliedBy(2));
    var restarted = service.replica();
    restarted.watch.look();
    assertThat(states()).containsExactly(Map.entry(QuarantineState.SUSPECT, 1L));
    restarted.passes(policy.confirmWithin());
    assertThat(states()).containsExactly(Map.entry(QuarantineState.QUARANTINED, 1L));
  }

  @Test
  void suspectHasTheWholeTimeAgainWhenTheDatabaseIsBack() {
    var machine = new SimulatedFleet(service.source, TestService.MODEL).add(1);
    all(machine, Verdict.UNTRUSTED, "EVENT_CHANGED", "gs");
    service.watch.look();
    service.execute("ALTER TABLE quarantine RENAME TO away");
    var end = service.clock.instant().plus(policy.confirmWithin());
    while (service.clock.instant().isBefore(end)) {
      service.clock.advance(Duration.ofSeconds(20));
      assertThatThrownBy(service.watch::look).isInstanceOf(RuntimeException.class);
    }
    service.execute("ALTER TABLE away RENAME TO quarantine");

    service.watch.look();
    service.passes(policy.confirmWithin().minusSeconds(1));
    assertThat(states()).containsExactly(Map.entry(QuarantineState.SUSPECT, 1L));
    service.passes(Duration.ofSeconds(1));
    assertThat(states()).containsExactly(Map.entry(QuarantineState.QUARANTINED, 1L));
  }

  @Test
  void verifierThatStoodStillCallsNobodySilentAndQuarantinesNoSuspect() {
    var fleet = new SimulatedFleet(service.source, TestService.MODEL).add(2);
    all(fleet.subList(0, 1), Verdict.TRUSTED, "", "gs");
    all(fleet.subList(1, 2), Verdict.UNTRUSTED, "EVENT_CHANGED", "gs");
    service.watch.look();
    service.clock.advance(Duration.ofHours(1));
    service.watch.look();
    assertThat(states()).containsExactly(Map.entry(QuarantineState.SUSPECT, 1L));
    service.passes(Duration.ofMinutes(20));
    assertThat(states()).containsExactly(Map.entry(QuarantineState.QUARANTINED, 1L));
    assertThat(events(EventKind.NOTED)).isEmpty();
    service.passes(Duration.ofMinutes(1));
    assertThat(events(EventKind.NOTED)).hasSize(1);
  }

  /// A verifier that starts now, and asks here.
  private WatchQuarantine watch(Asked asked) {
    return new WatchQuarantine(
        service.quarantineRecords,
        QuarantinePolicies.of(policy),
        Duration.ofMinutes(5),
        asked,
        service.clock);
  }

  private record Asked(List<MachineId> machines) implements AttestSignals {
    @Override
    public void ask(MachineId machine) {
      machines.add(machine);
    }

    @Override
    public void askAll(GoldenSubject subject) {
      throw new AssertionError("suspects are asked one by one");
    }

    @Override
    public void dismiss(MachineId machine) {
      throw new AssertionError("nobody is dismissed");
    }
  }

  @Test
  void suspectIsAskedAgainUntilItAnswers() {
    var machine = new SimulatedFleet(service.source, TestService.MODEL).add(1);
    var asked = new Asked(new ArrayList<>());
    var watch = watch(asked);
    all(machine, Verdict.UNTRUSTED, "EVENT_CHANGED", "gs");

    watch.look();
    watch.look();
    assertThat(asked.machines()).isEqualTo(machine);
    service.clock.advance(Duration.ofSeconds(30));
    watch.look();
    assertThat(asked.machines()).hasSize(2);

    all(machine, Verdict.TRUSTED, "", "gs");
    service.clock.advance(Duration.ofSeconds(30));
    watch.look();
    assertThat(asked.machines()).hasSize(2);
  }
}
