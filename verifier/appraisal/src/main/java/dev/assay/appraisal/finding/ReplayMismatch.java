package dev.assay.appraisal.finding;

import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import java.util.OptionalInt;
import java.util.SortedMap;

/// The log's events don't give the value that the TPM signed: an event was left out, added or
/// altered in the log, or something extended the PCR without logging it. That PCR's events prove
/// nothing any more; their differences are still shown, as a hint.
///
/// @param index the PCR
/// @param quoted the signed values, in the banks that differ
/// @param replayed what the log gives in those banks
/// @param severity by the PCR: firmware's never differ; in the others something may extend after
///   the log
public record ReplayMismatch(
    PcrIndex index,
    SortedMap<HashAlgorithm, Digest> quoted,
    SortedMap<HashAlgorithm, Digest> replayed,
    Severity severity)
    implements LogFinding {

  public ReplayMismatch {
    quoted = Digests.copy(quoted);
    replayed = Digests.copy(replayed);
    Digests.requireSameBanks(quoted, replayed);
  }

  @Override
  public String code() {
    return "REPLAY_MISMATCH";
  }

  @Override
  public String message() {
    var bank = Digests.shownBank(quoted);
    return "PCR "
        + index.value()
        + " ("
        + bank.label()
        + "): the log's events give "
        + Digests.shortened(Digests.in(replayed, bank))
        + ", but the TPM holds "
        + Digests.shortened(Digests.in(quoted, bank))
        + ".";
  }

  @Override
  public String remedy() {
    return switch (severity) {
      case VIOLATION ->
          "Keep the machine and its log away from work: the log doesn't tell what ran. Boot it once"
              + " more from a power-off; if the same PCR differs again, look for software or"
              + " hardware that extends it, and for altered logs.";
      case WARNING, UNDECIDED -> Pcrs.NOTHING_SHOULD_EXTEND_IT;
      case NOTE -> Pcrs.RUNNING_SYSTEM_EXTENDS_IT;
    };
  }

  @Override
  public OptionalInt pcr() {
    return OptionalInt.of(index.value());
  }

  @Override
  public SortedMap<String, String> data() {
    return new Data()
        .put("actual", Digests.whole(quoted))
        .put("expected", Digests.whole(replayed))
        .done();
  }
}
