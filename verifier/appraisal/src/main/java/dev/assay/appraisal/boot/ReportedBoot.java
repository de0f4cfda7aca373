package dev.assay.appraisal.boot;

/// What a host says of the boot that it is in. No TPM signs it.
///
/// @param bootId tells one boot of the operating system from the next
///   (/proc/sys/kernel/random/boot_id)
/// @param uptimeMillis milliseconds since that boot began, at least 0; 0 where it can't be held
///   against the TPM's clock, as a software TPM may be younger than its host
public record ReportedBoot(String bootId, long uptimeMillis) {
  public ReportedBoot {
    if (uptimeMillis < 0) {
      throw new IllegalArgumentException("an uptime of " + uptimeMillis + " ms");
    }
  }
}
