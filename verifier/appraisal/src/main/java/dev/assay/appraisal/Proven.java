package dev.assay.appraisal;

import dev.assay.appraisal.boot.BootFacts;
import dev.assay.appraisal.tpm.ClockInfo;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.PcrValues;
import java.util.List;
import java.util.Optional;

/// What the quote proved, whatever the verdict: the machine's TPM signed it for this question.
///
/// @param clockInfo the TPM's clock and its counters of resets and restarts
/// @param tpmFirmwareVersion 64 bits, as the TPM's maker defines them
/// @param pcrValues the signed values, of every PCR that was asked for and no other
/// @param pcrDigest the signed hash of these
/// @param logSha256 of the log that came with it; empty where none came
/// @param replayed whether that log explains the values, but for what the running system extends
///   after it, and for SHA-1 banks that it closed
/// @param boot what the log tells of the boot, as far as its data was measured; empty where there
///   is no log that can be read
/// @param goldenSetIds the sets that the boot was compared with; none where it could not be
public record Proven(
    ClockInfo clockInfo,
    long tpmFirmwareVersion,
    PcrValues pcrValues,
    Digest pcrDigest,
    Optional<Digest> logSha256,
    boolean replayed,
    Optional<BootFacts> boot,
    List<String> goldenSetIds) {
  public Proven {
    goldenSetIds = List.copyOf(goldenSetIds);
  }
}
