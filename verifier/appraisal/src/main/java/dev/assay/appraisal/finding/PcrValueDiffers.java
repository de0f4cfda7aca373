package dev.assay.appraisal.finding;

import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import java.util.SortedMap;

/// Every event of a PCR agrees with the golden set, and the value they lead to does not: the PCR
/// began at another value (startup locality, a hardware root of trust), or in an order that the
/// events don't show.
///
/// @param index the PCR
/// @param actual the machine's values, in the banks that differ
/// @param golden the golden values in those banks
/// @param goldenSet the golden set's id
/// @param severity by layer
public record PcrValueDiffers(
    PcrIndex index,
    SortedMap<HashAlgorithm, Digest> actual,
    SortedMap<HashAlgorithm, Digest> golden,
    String goldenSet,
    Severity severity)
    implements GoldenFinding, PcrFinding {

  public PcrValueDiffers {
    actual = Digests.copy(actual);
    golden = Digests.copy(golden);
    Digests.requireSameBanks(actual, golden);
  }

  @Override
  public String code() {
    return "PCR_VALUE_DIFFERS";
  }

  @Override
  public String message() {
    var bank = Digests.shownBank(actual);
    return "PCR "
        + index.value()
        + " ("
        + bank.label()
        + ") holds "
        + Digests.shortened(Digests.in(actual, bank))
        + " instead of the golden "
        + Digests.shortened(Digests.in(golden, bank))
        + ", though every event agrees.";
  }

  @Override
  public String remedy() {
    return "Compare this log's first events with a sibling's: the TPM was started in another way,"
        + " or the same events came in another order. Take the machine out of work until it"
        + " is explained.";
  }

  @Override
  public SortedMap<String, String> data() {
    return new Data()
        .put("actual", Digests.whole(actual))
        .put("expected", Digests.whole(golden))
        .put("goldenSet", goldenSet)
        .done();
  }
}
