package dev.assay.verifier.service;

import dev.assay.appraisal.codec.Bytes;
import java.util.List;
import java.util.Optional;

/// What an agent answers to a challenge. A claim until verified.
///
/// @param attest TPMS_ATTEST, at most 2,048 bytes
/// @param signature TPMT_SIGNATURE, at most 1,024 bytes
/// @param values PCR values; what did not change since this stream's last evidence may be left out
/// @param bootId where it changed since Hello or the last evidence
/// @param uptimeMillis time since boot, read with the quote
/// @param inventorySha256 32 bytes: the inventory just sent, or the one that the challenge named
public record ClaimedEvidence(
    Bytes attest,
    Bytes signature,
    List<BankValues> values,
    ClaimedLog log,
    Optional<String> bootId,
    long uptimeMillis,
    Optional<Bytes> inventorySha256) {

  public ClaimedEvidence {
    values = List.copyOf(values);
  }

  /// Values of one bank.
  ///
  /// @param hashAlgorithm TPM_ALG_ID
  /// @param pcrMask bit i: PCR i is among the values
  /// @param values in ascending order of index, one after the other
  public record BankValues(int hashAlgorithm, int pcrMask, Bytes values) {}

  /// What the agent says of the event log.
  public sealed interface ClaimedLog {

    /// The log just sent in chunks, or the one that the challenge named.
    ///
    /// @param sha256 32 bytes
    record Named(Bytes sha256) implements ClaimedLog {}

    /// The machine has none.
    record Absent(String reason) implements ClaimedLog {}
  }
}
