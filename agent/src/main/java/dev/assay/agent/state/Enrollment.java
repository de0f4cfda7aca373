package dev.assay.agent.state;

import java.time.Instant;
import java.util.Objects;

/// What the last successful enrollment said. For people: nothing the agent does depends on it.
///
/// @param machineId 64 hexadecimal digits
/// @param verifier the verifier's address
/// @param at when
public record Enrollment(String machineId, String verifier, Instant at) {
  /// Refuses missing parts.
  public Enrollment {
    Objects.requireNonNull(machineId, "machineId");
    Objects.requireNonNull(verifier, "verifier");
    Objects.requireNonNull(at, "at");
  }
}
