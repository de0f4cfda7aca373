package dev.assay.appraisal.boot;

import dev.assay.appraisal.codec.PlainText;
import dev.assay.appraisal.tpm.Digest;

/// Code that was loaded: an option ROM or driver (PCR 0 and 2), a boot loader or kernel (PCR 4).
///
/// @param pcr where it was measured
/// @param event its index in the log
/// @param digest its Authenticode hash in the best quoted bank; proven
/// @param claimedFile where it is said to come from; no digest covers that
public record LoadedImage(int pcr, int event, Digest digest, String claimedFile) {
  public LoadedImage {
    claimedFile = PlainText.of(claimedFile, BootFacts.MAX_TEXT);
  }
}
