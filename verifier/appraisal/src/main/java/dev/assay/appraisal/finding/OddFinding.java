package dev.assay.appraisal.finding;

import dev.assay.appraisal.golden.Oddity;
import dev.assay.appraisal.golden.Quirk;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.util.SortedMap;

/// Something that the specification has otherwise, and that healthy machines of some board models
/// do all the same: a golden set may excuse it, where all siblings show it and a person agreed.
public sealed interface OddFinding extends LogFinding, PcrFinding
    permits SeparatorLookAlike,
        SeparatorRepeated,
        EventOutOfOrder,
        BootNotFinished,
        DataNotMeasured,
        SecureBootVariableMalformed,
        SecureBootNotMeasured,
        DmaProtectionDisabled {

  /// Which one.
  Oddity oddity();

  /// The digests of the event that it is about; empty where it is about none.
  SortedMap<HashAlgorithm, Digest> digests();

  @Override
  default String code() {
    return oddity().name();
  }

  /// The quirk that excuses this finding and as little else as can be.
  default Quirk asQuirk() {
    return new Quirk(oddity(), index(), digests());
  }

  /// Whether `quirk` excuses it.
  default boolean excusedBy(Quirk quirk) {
    return quirk.excuses(oddity(), index(), digests());
  }
}
