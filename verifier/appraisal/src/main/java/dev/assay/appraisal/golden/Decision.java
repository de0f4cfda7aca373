package dev.assay.appraisal.golden;

import dev.assay.appraisal.tpm.PcrIndex;
import java.util.Optional;

/// What a person decided while a set was made, and why; a part of what is signed.
///
/// @param pcr what it is about, where it is about one
/// @param by who decided
/// @param reason in their words
public record Decision(Kind kind, Optional<PcrIndex> pcr, String by, String reason) {
  /// What can be decided.
  public enum Kind {
    /// One machine alone is enough.
    SINGLE_MACHINE,
    /// Each of the values on which the siblings did not agree is as good as the others.
    DIFFERENCES_ACCEPTED,
    /// Named fields may vary per machine in a PCR where that could hide code.
    MAY_VARY
  }

  public Decision {
    if (by.isBlank() || reason.isBlank()) {
      throw new IllegalArgumentException("a decision has somebody who took it and a reason");
    }
    if (pcr.isPresent() != (kind == Kind.MAY_VARY)) {
      throw new IllegalArgumentException("a decision MAY_VARY names its PCR, and no other does");
    }
  }
}
