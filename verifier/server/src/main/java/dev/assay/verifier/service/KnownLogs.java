package dev.assay.verifier.service;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.eventlog.PreparedLog;
import dev.assay.appraisal.tpm.Digest;
import java.util.Optional;

/// Event logs, parsed and replayed once, by the digest of their bytes. Bounded in memory and, since
/// each counts for 16 KiB at least, in number. Only logs of authentic evidence get in.
public final class KnownLogs {
  private static final long LEAST_WEIGHT = 16 * 1024;

  // What is decoded of a log stays with it: of a machine's twice its bytes, of one that was made to
  // be large up to 14 times. So such a one counts for more than it can take.
  private static final int USUAL_BYTES = 128 * 1024;
  private static final long USUAL_MEMORY = 4;
  private static final long MOST_MEMORY = 16;

  private final AppraisalRecords records;
  private final Cache<Digest, Entry> cache;

  private record Entry(PreparedLog log, int bytes) {}

  public KnownLogs(AppraisalRecords records, long maximumBytes) {
    this.records = records;
    this.cache =
        Caffeine.newBuilder()
            .maximumWeight(maximumBytes)
            .<Digest, Entry>weigher((_, entry) -> weight(entry.bytes()))
            .build();
  }

  private static int weight(long bytes) {
    long memory = bytes * (bytes <= USUAL_BYTES ? USUAL_MEMORY : MOST_MEMORY);
    return Math.toIntExact(Math.max(LEAST_WEIGHT, memory));
  }

  /// The log of this digest, from memory or from the records.
  Optional<PreparedLog> find(Digest sha256) {
    var entry = cache.getIfPresent(sha256);
    if (entry != null) {
      return Optional.of(entry.log());
    }
    return records.log(sha256).map(raw -> remember(PreparedLog.of(raw), raw));
  }

  /// As [#find], for somebody who reads many logs once: none is kept for it.
  Optional<PreparedLog> read(Digest sha256) {
    var entry = cache.getIfPresent(sha256);
    return entry == null ? records.log(sha256).map(PreparedLog::of) : Optional.of(entry.log());
  }

  /// Keeps a log in memory.
  PreparedLog remember(PreparedLog log, Bytes raw) {
    cache.put(log.sha256(), new Entry(log, raw.length()));
    return log;
  }
}
