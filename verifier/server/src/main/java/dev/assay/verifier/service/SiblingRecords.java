package dev.assay.verifier.service;

import dev.assay.appraisal.Rarity;
import dev.assay.appraisal.tpm.Digest;
import java.util.List;
import java.util.Optional;

/// Where it is kept how many machines of each cohort show each measurement. Appraisals change it,
/// in the transaction that keeps them ([AppraisalRecords#record]).
public interface SiblingRecords {

  /// Whether the machine is counted in this cohort by this log.
  boolean isCounted(MachineId machine, CohortKey cohort, Digest logSha256);

  /// What the machine is counted by.
  Optional<Witness> counted(MachineId machine);

  /// A cohort with its most common measurements, at most `limit`.
  Rarity.Cohort cohort(CohortKey key, int limit);

  /// The machines that show what is rare in their cohort, the rarest first.
  ///
  /// @param model only those of this board model; empty for all
  List<MachineId> rarest(Optional<BoardModel> model, Rarity.Threshold threshold, int limit);

  /// The cohorts that have machines, by model, the largest first.
  List<CohortSize> cohorts(Optional<BoardModel> model);
}
