package dev.assay.appraisal.enroll;

import dev.assay.appraisal.tpm.ClockInfo;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.TpmName;
import java.time.Instant;
import java.util.Optional;

/// What is known of one enrolled machine that no second one can share.
///
/// @param machineId SHA-256 of the EK's public area
/// @param ekKeySha256 of the EK's key alone, whatever public area describes it
/// @param akName the Name of its attestation key
/// @param chassisSerial as its host reports it; empty where it has none that tells machines apart
/// @param boot its last quote with its log; empty before the first
public record MachineTrace(
    Digest machineId,
    Digest ekKeySha256,
    TpmName akName,
    Optional<String> chassisSerial,
    Optional<Boot> boot) {

  /// A boot as a quote that held has shown it.
  ///
  /// @param logSha256 of the firmware's event log
  /// @param clock what the TPM said of its time
  /// @param at when the quote was received
  public record Boot(Digest logSha256, ClockInfo clock, Instant at) {}
}
