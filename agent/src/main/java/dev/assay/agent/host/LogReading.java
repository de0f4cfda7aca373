package dev.assay.agent.host;

import com.google.protobuf.ByteString;
import java.util.Objects;

/// What came of reading the firmware event log.
public sealed interface LogReading {
  /// The log was there.
  ///
  /// @param sha256 the digest of all its bytes, 32 bytes
  /// @param length in bytes, at least 1 and at most [EventLogFile#LIMIT]
  record Present(ByteString sha256, int length) implements LogReading {
    /// Refuses what no reading gives.
    public Present {
      Objects.requireNonNull(sha256, "sha256");
      if (sha256.size() != 32 || length < 1 || length > EventLogFile.LIMIT) {
        throw new IllegalArgumentException("no reading of a log");
      }
    }
  }

  /// There is no log to show.
  ///
  /// @param reason what was tried and what the system answered, for people
  record Absent(String reason) implements LogReading {
    /// Refuses a missing reason.
    public Absent {
      Objects.requireNonNull(reason, "reason");
    }
  }
}
