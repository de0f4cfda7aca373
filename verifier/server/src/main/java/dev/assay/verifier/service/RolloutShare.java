package dev.assay.verifier.service;

import dev.assay.appraisal.Proven;
import dev.assay.appraisal.Verdict;
import dev.assay.appraisal.finding.Severity;
import dev.assay.verifier.service.GoldenCatalogue.InForce;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Holds a rollout to its share: while an old firmware set stands beside a new one that is meant
/// for a share of the model's machines, a machine beyond it is told of. It runs what people signed,
/// so it is a warning and no more; who came first is within the share.
final class RolloutShare {
  static final String BEYOND = "ROLLOUT_SHARE_EXCEEDED";
  private static final Set<Verdict> GOOD = EnumSet.of(Verdict.TRUSTED, Verdict.WARNING);

  private final MachineRecords machines;

  RolloutShare(MachineRecords machines) {
    this.machines = machines;
  }

  /// Whether an appraisal with this verdict and these findings counts for the share of its set.
  static boolean isWithin(Verdict verdict, List<RecordedFinding> findings) {
    return GOOD.contains(verdict)
        && findings.stream().noneMatch(finding -> finding.code().equals(BEYOND));
  }

  /// @param verdict of the boot; one that is no good is on no set
  Optional<RecordedFinding> of(
      Machine machine, InForce inForce, Optional<Proven> proven, Verdict verdict) {
    if (!GOOD.contains(verdict)) {
      return Optional.empty();
    }
    var on = proven.map(Proven::goldenSetIds).orElse(List.of());
    return inForce.shares().entrySet().stream()
        .filter(share -> on.contains(share.getKey()))
        .findFirst()
        .flatMap(
            share ->
                machine
                    .model()
                    .flatMap(model -> of(machine, model, share.getKey(), share.getValue())));
  }

  private Optional<RecordedFinding> of(
      Machine machine, BoardModel model, String goldenSet, int percent) {
    var on = machines.onSet(model, goldenSet, machine.id());
    long with = on.within() + 1;
    return with * 100 > percent * on.machines()
        ? Optional.of(finding(goldenSet, percent, on))
        : Optional.empty();
  }

  private static RecordedFinding finding(String goldenSet, int percent, MachineRecords.OnSet on) {
    var data = new TreeMap<String, String>();
    data.put("goldenSet", goldenSet);
    data.put("share", Integer.toString(percent));
    data.put("within", Long.toString(on.within()));
    data.put("machines", Long.toString(on.machines()));
    return RecordedFinding.ofMachine(
        BEYOND,
        Severity.WARNING,
        "The machine is on golden set %s, which is meant for %d percent of the model's %d machines for now, and %d others are on it."
            .formatted(goldenSet, percent, on.machines(), on.within()),
        "Stop the rollout, or find out who updated the machine. To let all of them come, end the"
            + " old set: `assay golden retire`.",
        data);
  }
}
