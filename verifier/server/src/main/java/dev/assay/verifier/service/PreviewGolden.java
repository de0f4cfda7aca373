package dev.assay.verifier.service;

import static dev.assay.verifier.service.Outcome.declined;
import static dev.assay.verifier.service.Outcome.done;

import dev.assay.appraisal.finding.Severity;
import dev.assay.appraisal.golden.GoldenSet;
import dev.assay.verifier.service.GoldenCatalogue.InForce;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Shows what a golden set would change before it does: the latest evidence of each machine of its
/// model is judged by what is in force and by what would be.
public final class PreviewGolden {
  private final GoldenRecords records;
  private final GoldenCatalogue catalogue;
  private final MachineRecords machines;
  private final AppraisalRecords appraisals;
  private final KnownLogs logs;
  private final ServicePolicy policy;

  public PreviewGolden(
      GoldenRecords records,
      GoldenCatalogue catalogue,
      MachineRecords machines,
      AppraisalRecords appraisals,
      KnownLogs logs,
      ServicePolicy policy) {
    this.records = records;
    this.catalogue = catalogue;
    this.machines = machines;
    this.appraisals = appraisals;
    this.logs = logs;
    this.policy = policy;
  }

  /// What if the set came into force? NOT_FOUND: no such set.
  ///
  /// @param besideTheOld whether what is in force of its layer stays
  public Outcome<Preview> activation(String id, boolean besideTheOld) {
    return found(id)
        .then(
            golden -> {
              var set = golden.set();
              var now = catalogue.inForce(golden.model());
              var then = new ArrayList<GoldenSet>();
              then.add(set);
              now.all().stream()
                  .filter(one -> !one.id().equals(set.id()))
                  .filter(one -> besideTheOld || one.layer() != set.layer())
                  .forEach(then::add);
              return done(compare(golden.model(), now, InForce.of(golden.model(), then)));
            });
  }

  /// What if the set went out of force? NOT_FOUND: no such set.
  public Outcome<Preview> end(String id) {
    return found(id)
        .then(
            golden -> {
              var now = catalogue.inForce(golden.model());
              var then = now.all().stream().filter(set -> !set.id().equals(id)).toList();
              return done(compare(golden.model(), now, InForce.of(golden.model(), then)));
            });
  }

  private Outcome<GoldenRecord> found(String id) {
    return records
        .find(id)
        .<Outcome<GoldenRecord>>map(Outcome::done)
        .orElseGet(() -> declined(Decline.NOT_FOUND, GoldenLife.NO_SET));
  }

  private Preview compare(BoardModel model, InForce now, InForce then) {
    var again = new JudgeAgain(appraisals, logs);
    var all = machines.active(model);
    var changes = new ArrayList<Preview.Change>();
    int unseen = 0;
    for (var machine : all) {
      var evidence = machine.latest().flatMap(latest -> appraisals.evidence(latest.appraisalId()));
      var before = evidence.flatMap(one -> again.by(now, policy.osLayer(), one));
      var after = evidence.flatMap(one -> again.by(then, policy.osLayer(), one));
      if (before.isEmpty() || after.isEmpty()) {
        unseen++;
      } else if (before.get().verdict() != after.get().verdict()) {
        changes.add(
            new Preview.Change(
                machine.id(),
                machine.displayName(),
                before.get().verdict(),
                after.get().verdict(),
                telling(after.get().findings())));
      }
    }
    return new Preview(all.size(), unseen, changes);
  }

  private static Optional<RecordedFinding> telling(List<RecordedFinding> findings) {
    return findings.stream()
        .filter(finding -> finding.severity() == Severity.VIOLATION)
        .findFirst()
        .or(() -> findings.stream().filter(f -> f.severity() != Severity.NOTE).findFirst());
  }
}
