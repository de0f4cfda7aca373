package dev.assay.appraisal.finding;

import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import java.util.SortedMap;

/// A PCR that no event of the log extends doesn't hold its reset value: something was measured that
/// the log says nothing of.
///
/// @param index the PCR
/// @param quoted the signed values, in the banks that differ
/// @param reset the values after a TPM reset
/// @param severity by the PCR: firmware's never differ; in the others something may extend after
///   the log
public record UnmeasuredPcrNotReset(
    PcrIndex index,
    SortedMap<HashAlgorithm, Digest> quoted,
    SortedMap<HashAlgorithm, Digest> reset,
    Severity severity)
    implements LogFinding, PcrFinding {

  public UnmeasuredPcrNotReset {
    quoted = Digests.copy(quoted);
    reset = Digests.copy(reset);
    Digests.requireSameBanks(quoted, reset);
  }

  @Override
  public String code() {
    return "UNMEASURED_PCR_NOT_RESET";
  }

  @Override
  public String message() {
    var bank = Digests.shownBank(quoted);
    return "PCR "
        + index.value()
        + " ("
        + bank.label()
        + ") holds "
        + Digests.shortened(Digests.in(quoted, bank))
        + ", but the log has no event for it.";
  }

  @Override
  public String remedy() {
    return switch (severity) {
      case VIOLATION ->
          "Keep the machine away from work: firmware measured something and the log hides it. Boot"
              + " it once more from a power-off and compare with its siblings.";
      case WARNING, UNDECIDED -> Pcrs.NOTHING_SHOULD_EXTEND_IT;
      case NOTE -> Pcrs.RUNNING_SYSTEM_EXTENDS_IT;
    };
  }

  @Override
  public SortedMap<String, String> data() {
    return new Data()
        .put("actual", Digests.whole(quoted))
        .put("expected", Digests.whole(reset))
        .done();
  }
}
