package dev.assay.verifier.service;

import java.time.Instant;
import java.util.Optional;

/// Which entries of the audit log are asked for.
///
/// @param actor the whole name of who acted
/// @param on what was acted on, or the first characters of its name
/// @param since no entry before that
public record AuditFilter(Optional<String> actor, Optional<String> on, Optional<Instant> since) {
  public static final AuditFilter ALL =
      new AuditFilter(Optional.empty(), Optional.empty(), Optional.empty());
}
