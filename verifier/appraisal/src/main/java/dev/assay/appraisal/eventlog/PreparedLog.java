package dev.assay.appraisal.eventlog;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;

/// A log as far as it goes without a quote: parsed and replayed, or the reason why it can't be. It
/// depends on the bytes alone, so it may be kept under their hash and used for every later quote.
public sealed interface PreparedLog {

  /// Parses and replays; never throws for what the bytes are.
  static PreparedLog of(Bytes raw) {
    try {
      return new Readable(Replay.of(EventLog.parse(raw)));
    } catch (MalformedInput e) {
      return new Unreadable(HashAlgorithm.SHA256.hash(raw), e.reason(), e.offset());
    }
  }

  /// The hash of the log's bytes.
  Digest sha256();

  /// A well-formed log, replayed.
  // Never imported by its bare name, so nobody takes it for java.lang.Readable.
  @SuppressWarnings("AvoidCommonTypeNames")
  record Readable(Replay replay) implements PreparedLog {
    /// The log that was replayed.
    public EventLog log() {
      return replay.log();
    }

    @Override
    public Digest sha256() {
      return log().sha256();
    }
  }

  /// Bytes that are no well-formed log.
  ///
  /// @param reason for people
  /// @param offset where, in bytes
  record Unreadable(Digest sha256, String reason, long offset) implements PreparedLog {}
}
