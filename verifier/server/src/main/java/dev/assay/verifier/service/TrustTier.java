package dev.assay.verifier.service;

import dev.assay.appraisal.Verdict;
import java.util.Locale;

/// The tiers of AR4SI (draft-ietf-rats-ar4si, section 2.3.2), from the best to the worst.
public enum TrustTier {
  AFFIRMING,
  WARNING,
  /// Nothing is claimed. Worse than a warning: who accepts one must not accept this.
  NONE,
  CONTRAINDICATED;

  static TrustTier of(Verdict verdict) {
    return switch (verdict) {
      case TRUSTED -> AFFIRMING;
      case WARNING -> WARNING;
      case UNKNOWN -> NONE;
      case UNTRUSTED -> CONTRAINDICATED;
    };
  }

  TrustTier worseOf(TrustTier other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /// As results spell it.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
