package dev.assay.appraisal.finding;

import dev.assay.appraisal.golden.Oddity;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.util.SortedMap;

/// The firmware measured "DMA Protection Disabled": while it ran, cards could write to its memory
/// unhindered, and what is measured need not be what ran.
///
/// @param where the event
/// @param digests its digests
public record DmaProtectionDisabled(EventPlace where, SortedMap<HashAlgorithm, Digest> digests)
    implements OddFinding, EventFinding {
  public DmaProtectionDisabled {
    digests = Digests.copy(digests);
  }

  @Override
  public Oddity oddity() {
    return Oddity.DMA_PROTECTION_DISABLED;
  }

  @Override
  public Severity severity() {
    return Severity.VIOLATION;
  }

  @Override
  public String message() {
    return where + ": the firmware says that its memory was open to devices (DMA).";
  }

  @Override
  public String remedy() {
    return "Switch pre-boot DMA protection (VT-d, AMD-Vi, \"Kernel DMA protection\") on in the"
        + " firmware setup. A board model that can't is excused by a quirk of its golden set.";
  }

  @Override
  public SortedMap<String, String> data() {
    return new Data().at(where).done();
  }
}
