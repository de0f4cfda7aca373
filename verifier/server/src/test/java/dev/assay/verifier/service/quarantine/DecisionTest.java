package dev.assay.verifier.service.quarantine;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.Verdict;
import dev.assay.appraisal.finding.Severity;
import dev.assay.verifier.service.RecordedFinding;
import dev.assay.verifier.service.quarantine.Decided.Refused;
import dev.assay.verifier.service.quarantine.Decided.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every state with everything that may happen to it.
class DecisionTest {
  private static final Instant NOW = Instant.parse("2026-11-29T08:00:00Z");
  private static final QuarantinePolicy ACT = QuarantinePolicy.SAFE.in(Mode.ACT);
  private static final Gate ROOM = Room.Within::new;
  private static final Gate NO_ROOM = () -> new Room.Exceeded(new Scope.Fleet(), 10, 10);
  private static final Gate NOT_ASKED =
      () -> {
        throw new AssertionError("the gate was asked, though nobody would be quarantined");
      };

  /// What happens, per state: the next state, then the effects. An empty cell: nothing at all.
  private static final String TABLE =
      """
                        | NONE                          | SUSPECT                       | HELD                    | QUARANTINED         | RELEASING
      TRUSTED           |                               | NONE CLEARED                  |                         |                     |
      WARNING           | NONE NOTED                    | NONE CLEARED                  |                         |                     |
      UNTRUSTED         | SUSPECT SUSPECTED quote       | QUARANTINED spend QUARANTINED |                         |                     | SUSPECT SUSPECTED quote
      UNTRUSTED, full   | SUSPECT SUSPECTED quote       | HELD HELD hold                |                         |                     | SUSPECT SUSPECTED quote
      no golden set     | NONE NOTED                    | NONE CLEARED                  |                         |                     |
      log withheld      | NONE NOTED                    |                               |                         |                     |
      stale             |                               |                               |                         |                     |
      silent            | NONE NOTED                    |                               |                         |                     |
      time over         |                               | QUARANTINED spend QUARANTINED |                         |                     |
      time over, full   |                               | HELD HELD hold                |                         |                     |
      hooks confirmed   |                               |                               |                         |                     | NONE
      add               | QUARANTINED QUARANTINED       | QUARANTINED QUARANTINED       | QUARANTINED QUARANTINED | refused             | QUARANTINED QUARANTINED
      approve           | refused                       | refused                       | QUARANTINED QUARANTINED | refused             | refused
      release, clean    | refused                       | NONE CLEARED                  | NONE CLEARED            | RELEASING RELEASED  | NONE
      release, failing  | refused                       | refused                       | refused                 | refused             | NONE
      release, accepted | refused                       | NONE CLEARED                  | NONE CLEARED            | RELEASING RELEASED  | NONE
      resume, clean     |                               |                               | NONE CLEARED            | RELEASING RELEASED  |
      resume, failing   |                               |                               |                         |                     |
      resume, withheld  |                               |                               |                         |                     |
      """;

  /// The same under other policies: what the policy says, a colon, what happens.
  private static final String POLICIES =
      """
                                               | NONE                         | SUSPECT                       | HELD          | QUARANTINED        | RELEASING
      ignore warnings: WARNING                 |                              | NONE CLEARED                  |               |                    |
      warn of warnings: WARNING                | NONE WARNED                  | NONE CLEARED                  |               |                    |
      quarantine warnings: WARNING             | SUSPECT SUSPECTED quote      | QUARANTINED spend QUARANTINED |               |                    | SUSPECT SUSPECTED quote
      quarantine warnings: release, WARNING    | refused                      | refused                       | refused       | refused            | NONE
      quarantine warnings: resume, WARNING     |                              |                               |               |                    |
      warn of the finding: UNTRUSTED           | NONE WARNED                  | NONE CLEARED                  |               |                    |
      warn of the finding: release, failing    | refused                      | NONE CLEARED                  | NONE CLEARED  | RELEASING RELEASED | NONE
      warn of the finding: resume, failing     |                              |                               | NONE CLEARED  | RELEASING RELEASED |
      record violations: UNTRUSTED             | NONE NOTED                   | NONE CLEARED                  |               |                    |
      record violations: with more left open   | NONE NOTED                   |                               |               |                    |
      name a note: NOTE                        | SUSPECT SUSPECTED quote      | QUARANTINED spend QUARANTINED |               |                    | SUSPECT SUSPECTED quote
      quarantine the undecided: log withheld   | SUSPECT SUSPECTED quote      | QUARANTINED spend QUARANTINED |               |                    | SUSPECT SUSPECTED quote
      quarantine the undecided: no golden set  | NONE NOTED                   | NONE CLEARED                  |               |                    |
      name the missing set: no golden set      | SUSPECT SUSPECTED quote      | QUARANTINED spend QUARANTINED |               |                    | SUSPECT SUSPECTED quote
      ignore silence: silent                   | NONE                         |                               |               |                    |
      warn of silence: silent                  | NONE WARNED                  |                               |               |                    |
      quarantine silence: silent               | QUARANTINED spend QUARANTINED |                              |               |                    |
      quarantine silence: silent, full         | HELD HELD hold               |                               |               |                    |
      quarantine silence: stale                |                              |                               |               |                    |
      ask for no second quote: UNTRUSTED       | QUARANTINED spend QUARANTINED | QUARANTINED spend QUARANTINED |              |                    | QUARANTINED spend QUARANTINED
      release after one clean: TRUSTED         |                              | NONE CLEARED                  | NONE CLEARED  | RELEASING RELEASED |
      release after one clean: WARNING         | NONE NOTED                   | NONE CLEARED                  |               |                    |
      record only: UNTRUSTED                   | SUSPECT SUSPECTED            | QUARANTINED spend QUARANTINED |               |                    | SUSPECT SUSPECTED
      try only: UNTRUSTED                      | SUSPECT SUSPECTED quote      | QUARANTINED spend QUARANTINED |               |                    | SUSPECT SUSPECTED quote
      """;

  private static Map<String, QuarantinePolicy> policies() {
    var safe = Reactions.SAFE;
    var map = new LinkedHashMap<String, QuarantinePolicy>();
    map.put("ignore warnings", warning(Reaction.IGNORE));
    map.put("warn of warnings", warning(Reaction.WARN));
    map.put("quarantine warnings", warning(Reaction.QUARANTINE));
    map.put("warn of the finding", naming("EVENT_CHANGED", Reaction.WARN));
    map.put(
        "record violations",
        ACT.reacting(
            new Reactions(
                Reaction.RECORD,
                safe.undecided(),
                safe.warning(),
                safe.note(),
                safe.silence(),
                safe.named())));
    map.put("name a note", naming("OS_LAYER_NOT_JUDGED", Reaction.QUARANTINE));
    map.put(
        "quarantine the undecided",
        ACT.reacting(
            new Reactions(
                safe.violation(),
                Reaction.QUARANTINE,
                safe.warning(),
                safe.note(),
                safe.silence(),
                safe.named())));
    map.put("name the missing set", naming("NO_GOLDEN_SET", Reaction.QUARANTINE));
    map.put("ignore silence", silence(Reaction.IGNORE));
    map.put("warn of silence", silence(Reaction.WARN));
    map.put("quarantine silence", silence(Reaction.QUARANTINE));
    map.put(
        "ask for no second quote",
        new QuarantinePolicy(Mode.ACT, safe, false, Duration.ofMinutes(1), 0));
    map.put("release after one clean", releasingAfter(1));
    map.put("record only", ACT.in(Mode.RECORD));
    map.put("try only", ACT.in(Mode.DRY_RUN));
    return map;
  }

  private static QuarantinePolicy warning(Reaction reaction) {
    var safe = Reactions.SAFE;
    return ACT.reacting(
        new Reactions(
            safe.violation(),
            safe.undecided(),
            reaction,
            safe.note(),
            safe.silence(),
            safe.named()));
  }

  private static QuarantinePolicy silence(Reaction reaction) {
    var safe = Reactions.SAFE;
    return ACT.reacting(
        new Reactions(
            safe.violation(),
            safe.undecided(),
            safe.warning(),
            safe.note(),
            reaction,
            safe.named()));
  }

  private static QuarantinePolicy naming(String code, Reaction reaction) {
    var safe = Reactions.SAFE;
    var named = new TreeMap<>(safe.named());
    named.put(code, reaction);
    return ACT.reacting(
        new Reactions(
            safe.violation(),
            safe.undecided(),
            safe.warning(),
            safe.note(),
            safe.silence(),
            named));
  }

  private static final Cause TRUSTED = cause(Verdict.TRUSTED, List.of());
  private static final Cause UNTRUSTED =
      cause(Verdict.UNTRUSTED, List.of(finding("EVENT_CHANGED", Severity.VIOLATION)));
  private static final Cause NO_SET =
      cause(Verdict.UNKNOWN, List.of(finding("NO_GOLDEN_SET", Severity.UNDECIDED)));
  private static final Cause WITHHELD =
      cause(Verdict.UNKNOWN, List.of(finding("EVENT_LOG_ABSENT", Severity.UNDECIDED)));

  private static final Cause WARNING =
      cause(Verdict.WARNING, List.of(finding("HOST_SLEPT", Severity.WARNING)));
  private static final Cause NOTE =
      cause(Verdict.TRUSTED, List.of(finding("OS_LAYER_NOT_JUDGED", Severity.NOTE)));
  private static final Cause LEFT_OPEN =
      cause(
          Verdict.UNTRUSTED,
          List.of(
              finding("EVENT_CHANGED", Severity.VIOLATION),
              finding("NO_GOLDEN_SET", Severity.UNDECIDED)));

  private record Happening(Occurrence occurrence, Gate gate, Instant at) {}

  private static Map<String, Happening> happenings() {
    var later = NOW.plus(ACT.confirmWithin());
    var map = new LinkedHashMap<String, Happening>();
    map.put("TRUSTED", appraised(TRUSTED));
    map.put("WARNING", appraised(WARNING));
    map.put("UNTRUSTED", new Happening(new Occurrence.Appraised(UNTRUSTED), ROOM, NOW));
    map.put("UNTRUSTED, full", new Happening(new Occurrence.Appraised(UNTRUSTED), NO_ROOM, NOW));
    map.put("no golden set", appraised(NO_SET));
    map.put("log withheld", appraised(WITHHELD));
    map.put("stale", happening(new Occurrence.WentStale()));
    map.put("silent", happening(new Occurrence.WentSilent(Cause.silence(""))));
    map.put("time over", new Happening(new Occurrence.TimePassed(), ROOM, later));
    map.put("time over, full", new Happening(new Occurrence.TimePassed(), NO_ROOM, later));
    map.put("hooks confirmed", happening(new Occurrence.HooksConfirmed()));
    map.put("add", happening(new Occurrence.Added("olga", "smoke")));
    map.put("approve", happening(new Occurrence.Approved("olga", "yes")));
    map.put("release, clean", happening(released(false, TRUSTED)));
    map.put("release, failing", happening(released(false, UNTRUSTED)));
    map.put("release, accepted", happening(released(true, UNTRUSTED)));
    map.put("resume, clean", happening(resumed(NO_SET)));
    map.put("resume, failing", happening(resumed(UNTRUSTED)));
    map.put("resume, withheld", happening(resumed(WITHHELD)));
    return map;
  }

  private static Happening appraised(Cause cause) {
    return happening(new Occurrence.Appraised(cause));
  }

  private static Happening happening(Occurrence occurrence) {
    return new Happening(occurrence, NOT_ASKED, NOW);
  }

  private static Occurrence released(boolean accept, Cause latest) {
    return new Occurrence.Released("olga", "repaired", accept, Optional.of(latest));
  }

  private static Occurrence resumed(Cause latest) {
    return new Occurrence.Resumed("olga", "the set was wrong", Optional.of(latest));
  }

  @TestFactory
  Stream<DynamicTest> everyStateMeetsEverything() {
    var lines = TABLE.lines().toList();
    var states = cells(lines.getFirst());
    assertThat(states.subList(1, states.size()))
        .containsExactlyElementsOf(
            Arrays.stream(QuarantineState.values()).map(Enum::name).toList());
    var happenings = happenings();
    assertThat(lines.stream().skip(1).map(line -> cells(line).getFirst()))
        .containsExactlyElementsOf(happenings.keySet());
    return tests(lines, _ -> ACT, name -> Objects.requireNonNull(happenings.get(name)));
  }

  @TestFactory
  Stream<DynamicTest> everyStateMeetsOtherPolicies() {
    var lines = POLICIES.lines().toList();
    var policies = policies();
    var rows = lines.stream().skip(1).map(line -> cells(line).getFirst()).toList();
    assertThat(rows.stream().map(row -> row.split(": ", 2)[0]).distinct())
        .containsExactlyElementsOf(policies.keySet());
    var happenings = happenings();
    happenings.put("NOTE", new Happening(new Occurrence.Appraised(NOTE), ROOM, NOW));
    happenings.put(
        "with more left open", new Happening(new Occurrence.Appraised(LEFT_OPEN), ROOM, NOW));
    happenings.put("release, WARNING", happening(released(false, WARNING)));
    happenings.put("resume, WARNING", happening(resumed(WARNING)));
    happenings.put(
        "silent, full", new Happening(new Occurrence.WentSilent(Cause.silence("")), NO_ROOM, NOW));
    return tests(
        lines,
        row -> Objects.requireNonNull(policies.get(row.split(": ", 2)[0])),
        row -> roomy(Objects.requireNonNull(happenings.get(row.split(": ", 2)[1]))));
  }

  /// Who would be quarantined only under another policy has room there.
  private static Happening roomy(Happening happening) {
    return happening.gate().equals(NOT_ASKED)
        ? new Happening(happening.occurrence(), ROOM, happening.at())
        : happening;
  }

  private static Stream<DynamicTest> tests(
      List<String> lines,
      Function<String, QuarantinePolicy> policy,
      Function<String, Happening> happening) {
    var states = cells(lines.getFirst());
    var tests = new ArrayList<DynamicTest>();
    for (var line : lines.subList(1, lines.size())) {
      var cells = cells(line);
      var row = cells.getFirst();
      for (int i = 1; i < states.size(); i++) {
        var expected = i < cells.size() ? cells.get(i) : "";
        tests.add(test(states.get(i), row, policy.apply(row), happening.apply(row), expected));
      }
    }
    return tests.stream();
  }

  private static DynamicTest test(
      String state, String name, QuarantinePolicy policy, Happening happening, String expected) {
    return DynamicTest.dynamicTest(
        state + " meets " + name,
        () -> {
          var before = standing(QuarantineState.valueOf(state), policy.mode());
          var decided =
              Decision.decide(
                  before, happening.occurrence(), policy, happening.gate(), happening.at());
          assertThat(said(decided, before)).isEqualTo(expected);
        });
  }

  private static List<String> cells(String line) {
    return Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
  }

  private static String said(Decided decided, Quarantine before) {
    return switch (decided) {
      case Refused _ -> "refused";
      case Step(var next, var effects) ->
          next.equals(before) && effects.isEmpty()
              ? ""
              : (next.state()
                      + " "
                      + effects.stream().map(DecisionTest::said).collect(joining(" ")))
                  .strip();
    };
  }

  private static String said(Effect effect) {
    return switch (effect) {
      case Effect.ConfirmByFreshQuote() -> "quote";
      case Effect.Announce announce -> announce.kind().name();
      case Effect.Spend _ -> "spend";
      case Effect.Hold _ -> "hold";
    };
  }

  private static Quarantine standing(QuarantineState state, Mode mode) {
    return new Quarantine(
        state,
        mode,
        NOW,
        Optional.empty(),
        "",
        0,
        state == QuarantineState.SUSPECT
            ? Optional.of(NOW.plus(ACT.confirmWithin()))
            : Optional.empty(),
        Optional.empty(),
        state == QuarantineState.NONE ? Optional.empty() : Optional.of(UNTRUSTED));
  }

  private static Cause cause(Verdict verdict, List<RecordedFinding> findings) {
    return Cause.of(verdict, findings, List.of("gs-1"), Optional.empty(), "1.0", Optional.empty());
  }

  private static RecordedFinding finding(String code, Severity severity) {
    return new RecordedFinding(
        code, severity, code + ".", "", OptionalInt.of(0), OptionalInt.empty(), new TreeMap<>());
  }

  private static Step step(Quarantine before, Occurrence occurrence, QuarantinePolicy policy) {
    return (Step) Decision.decide(before, occurrence, policy, ROOM, NOW);
  }

  private static Step appraise(Quarantine before, Cause cause, QuarantinePolicy policy) {
    return step(before, new Occurrence.Appraised(cause), policy);
  }

  @Test
  void onlyUntrustedQuarantinesByDefault() {
    for (var cause : List.of(TRUSTED, NO_SET, WITHHELD, cause(Verdict.WARNING, List.of()))) {
      assertThat(appraise(Quarantine.NEVER, cause, ACT).next().state())
          .isEqualTo(QuarantineState.NONE);
    }
  }

  @Test
  void safePolicyAsksNothingOfTheMachine() {
    var step = appraise(Quarantine.NEVER, UNTRUSTED, QuarantinePolicy.SAFE);
    assertThat(step.next().state()).isEqualTo(QuarantineState.SUSPECT);
    assertThat(step.effects()).noneMatch(Effect.ConfirmByFreshQuote.class::isInstance);
    assertThat(step.effects())
        .allMatch(effect -> effect instanceof Effect.Announce told && told.mode() == Mode.RECORD);
  }

  @Test
  void whatWasOnlyTriedIsForgottenWhenItBecomesEarnest() {
    var tried = standing(QuarantineState.QUARANTINED, Mode.DRY_RUN);
    var step = appraise(tried, UNTRUSTED, ACT);
    assertThat(step.next().state()).isEqualTo(QuarantineState.SUSPECT);
    assertThat(step.next().mode()).isEqualTo(Mode.ACT);
  }

  @Test
  void whatWasDoneIsUndoneInAnyMode() {
    var done = standing(QuarantineState.QUARANTINED, Mode.ACT);
    var step = step(done, released(false, TRUSTED), QuarantinePolicy.SAFE);
    assertThat(step.next().state()).isEqualTo(QuarantineState.RELEASING);
    assertThat(step.effects())
        .singleElement()
        .isInstanceOfSatisfying(
            Effect.Announce.class, told -> assertThat(told.mode()).isEqualTo(Mode.ACT));
  }

  @Test
  void onlyWhoWasSaidToBeOutIsSaidToBeBackInADryRunToo() {
    var policy = ACT.in(Mode.DRY_RUN);
    assertThat(saidOnRelease(QuarantineState.QUARANTINED, policy)).isEqualTo(EventKind.RELEASED);
    assertThat(saidOnRelease(QuarantineState.HELD, policy)).isEqualTo(EventKind.CLEARED);
    assertThat(saidOnRelease(QuarantineState.SUSPECT, policy)).isEqualTo(EventKind.CLEARED);
  }

  private static EventKind saidOnRelease(QuarantineState from, QuarantinePolicy policy) {
    var step = step(standing(from, policy.mode()), released(false, TRUSTED), policy);
    return ((Effect.Announce) step.effects().getFirst()).kind();
  }

  @Test
  void sameThingIsSaidOnce() {
    var first = appraise(Quarantine.NEVER, NO_SET, ACT);
    assertThat(first.effects()).hasSize(1);
    assertThat(appraise(first.next(), NO_SET, ACT).effects()).isEmpty();
    assertThat(appraise(first.next(), WITHHELD, ACT).effects()).hasSize(1);
  }

  @Test
  void pardonHoldsForTheSameEvidenceOnly() {
    var out = standing(QuarantineState.HELD, Mode.ACT);
    var pardoned = step(out, released(true, UNTRUSTED), ACT).next();
    assertThat(appraise(pardoned, UNTRUSTED, ACT).next()).isEqualTo(pardoned);
    var worse =
        cause(
            Verdict.UNTRUSTED,
            List.of(
                finding("EVENT_CHANGED", Severity.VIOLATION),
                finding("EVENT_ADDED", Severity.VIOLATION)));
    assertThat(appraise(pardoned, worse, ACT).next().state()).isEqualTo(QuarantineState.SUSPECT);
  }

  @Test
  void pardonEndsWhenTheMachineIsTrustedAgain() {
    var out = standing(QuarantineState.HELD, Mode.ACT);
    var pardoned = step(out, released(true, UNTRUSTED), ACT).next();
    var trusted = appraise(pardoned, TRUSTED, ACT).next();
    assertThat(appraise(trusted, UNTRUSTED, ACT).next().state()).isEqualTo(QuarantineState.SUSPECT);
  }

  @Test
  void soManyCleanAppraisalsInARowRelease() {
    var policy = releasingAfter(2);
    var out = standing(QuarantineState.QUARANTINED, Mode.ACT);
    var once = appraise(out, TRUSTED, policy).next();
    var interrupted = appraise(once, UNTRUSTED, policy).next();
    var again = appraise(interrupted, TRUSTED, policy).next();
    assertThat(again.state()).isEqualTo(QuarantineState.QUARANTINED);
    assertThat(appraise(again, TRUSTED, policy).next().state())
        .isEqualTo(QuarantineState.RELEASING);
  }

  @Test
  void whatAPersonDidNoRuleUndoes() {
    var policy = releasingAfter(1);
    var added = step(Quarantine.NEVER, new Occurrence.Added("olga", "smoke"), policy).next();
    assertThat(appraise(added, TRUSTED, policy).next()).isEqualTo(added);
    assertThat(step(added, resumed(TRUSTED), policy).next()).isEqualTo(added);
  }

  @Test
  void silentMachineThatIsLetBackIsPardonedWhileItIsSilent() {
    for (var letBack : List.of(released(false, TRUSTED), resumed(TRUSTED))) {
      var policy = silence(Reaction.QUARANTINE);
      var silent = new Occurrence.WentSilent(Cause.silence("1.0"));
      var out = step(Quarantine.NEVER, silent, policy).next();
      var back = step(out, letBack, policy).next();
      var confirmed = step(back, new Occurrence.HooksConfirmed(), policy).next();
      var still = step(confirmed, silent, policy);
      assertThat(still.next().state()).isEqualTo(QuarantineState.NONE);
      assertThat(still.effects()).isEmpty();
      var heard = appraise(still.next(), TRUSTED, policy).next();
      assertThat(step(heard, silent, policy).next().state()).isEqualTo(QuarantineState.QUARANTINED);
    }
  }

  private static QuarantinePolicy releasingAfter(int clean) {
    return new QuarantinePolicy(Mode.ACT, Reactions.SAFE, true, Duration.ofMinutes(1), clean);
  }
}
