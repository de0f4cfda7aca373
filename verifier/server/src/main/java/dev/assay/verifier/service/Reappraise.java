package dev.assay.verifier.service;

import static dev.assay.verifier.service.Outcome.declined;
import static dev.assay.verifier.service.Outcome.done;

import dev.assay.verifier.service.GoldenCatalogue.InForce;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Judges a machine's kept evidence again by what was in force when it came, to show that the same
/// inputs give the same result, or why they can't.
public final class Reappraise {
  private final MachineRecords machines;
  private final AppraisalRecords appraisals;
  private final GoldenRecords golden;
  private final SignatureRule rule;
  private final KnownLogs logs;
  private final ServicePolicy policy;
  private final InstantSource clock;

  public Reappraise(
      MachineRecords machines,
      AppraisalRecords appraisals,
      GoldenRecords golden,
      SignatureRule rule,
      KnownLogs logs,
      ServicePolicy policy,
      InstantSource clock) {
    this.machines = machines;
    this.appraisals = appraisals;
    this.golden = golden;
    this.rule = rule;
    this.logs = logs;
    this.policy = policy;
    this.clock = clock;
  }

  /// What came of it.
  ///
  /// @param then the appraisal as it was recorded
  /// @param again the same evidence, judged now
  /// @param goldenSets what was in force then
  /// @param notes what is not as it was then, and may make a difference
  public record Compared(
      MachineId machine,
      Standing then,
      Rejudged again,
      List<String> goldenSets,
      List<String> notes) {
    public Compared {
      goldenSets = List.copyOf(goldenSets);
      notes = List.copyOf(notes);
    }

    /// Whether the verdict and each finding are the same. What was taken over stands first now.
    public boolean same() {
      return then.verdict() == again.verdict()
          && Set.copyOf(then.findings()).equals(Set.copyOf(again.findings()));
    }
  }

  /// Judges the machine's last evidence of that time again. NOT_FOUND: no such machine, or no
  /// evidence of that time is kept; CONFLICT: its event log is no longer kept.
  ///
  /// @param asOf now, where it is empty
  public Outcome<Compared> machine(MachineId id, Optional<Instant> asOf) {
    if (machines.find(id).isEmpty()) {
      return declined(Decline.NOT_FOUND, ViewFleet.NO_MACHINE);
    }
    return appraisals
        .evidenceAt(id, asOf.orElseGet(clock::instant))
        .map(this::compare)
        .orElseGet(
            () ->
                declined(
                    Decline.NOT_FOUND,
                    "No authentic evidence of that time is kept of this machine. How long"
                        + " appraisals are kept is ASSAY_RETENTION_DAYS."));
  }

  private Outcome<Compared> compare(StoredEvidence stored) {
    var sets = new ArrayList<StoredGolden>();
    stored
        .heldTo()
        .map(subjects -> golden.activeAt(subjects, stored.standing().at()))
        .orElse(List.of())
        .forEach(id -> golden.stored(id).ifPresent(sets::add));
    var inForce =
        stored
            .model()
            .filter(_ -> stored.state() == MachineState.ACTIVE)
            .map(model -> InForce.of(model, sets.stream().map(StoredGolden::set).toList()))
            .orElse(InForce.OF_NO_MODEL);
    return new JudgeAgain(appraisals, logs)
        .by(inForce, stored.osLayer(), stored, Optional.empty())
        .<Outcome<Compared>>map(
            again ->
                done(
                    new Compared(
                        stored.machine(),
                        stored.standing(),
                        again,
                        sets.stream().map(one -> one.set().id()).toList(),
                        notes(stored, sets))))
        .orElseGet(
            () ->
                declined(
                    Decline.CONFLICT,
                    "The event log of that evidence is no longer kept, so it can't be judged"
                        + " again."));
  }

  private List<String> notes(StoredEvidence stored, List<StoredGolden> sets) {
    var notes = new ArrayList<String>();
    if (!stored.verifierVersion().equals(policy.verifierVersion())) {
      notes.add(
          "Version %s of the verifier judged then; this is %s."
              .formatted(stored.verifierVersion(), policy.verifierVersion()));
    }
    for (var set : sets) {
      var count = rule.count(set);
      if (!count.enough()) {
        notes.add(
            "Golden set %s has %s now; it is taken to have had enough then."
                .formatted(set.set().id(), count.words()));
      }
    }
    return notes;
  }
}
