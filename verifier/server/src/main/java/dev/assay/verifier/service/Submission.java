package dev.assay.verifier.service;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.eventlog.PreparedLog;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.PcrSelection;
import dev.assay.appraisal.tpm.PcrValues;
import dev.assay.appraisal.tpm.TpmName;
import java.util.Optional;

/// Evidence with the challenge that it answers, ready to be appraised. Still a claim.
///
/// @param inventory where it came with this evidence
/// @param extraData what its quote must be bound to
record Submission(
    MachineId machine,
    TpmName akName,
    HostFacts host,
    PcrSelection selection,
    Bytes extraData,
    Bytes attest,
    Bytes signature,
    PcrValues values,
    SubmittedLog log,
    Optional<SentInventory> inventory,
    String bootId,
    long uptimeMillis) {

  /// The event log that came with it.
  sealed interface SubmittedLog {
    /// The digest of the log; empty where there is none.
    default Optional<Digest> sha256() {
      return switch (this) {
        case Sent sent -> Optional.of(sent.prepared().sha256());
        case Known known -> Optional.of(known.digest());
        case Absent _ -> Optional.empty();
      };
    }

    /// The log's bytes, where they came with this evidence.
    default Optional<Bytes> raw() {
      return this instanceof Sent sent ? Optional.of(sent.bytes()) : Optional.empty();
    }

    /// Why the machine has none.
    default Optional<String> absence() {
      return this instanceof Absent absent ? Optional.of(absent.reason()) : Optional.empty();
    }

    /// Sent with this evidence.
    record Sent(PreparedLog prepared, Bytes bytes) implements SubmittedLog {}

    /// Named by the digest of a log that the verifier holds for this machine.
    record Known(Digest digest) implements SubmittedLog {}

    /// The machine has none.
    record Absent(String reason) implements SubmittedLog {}
  }
}
