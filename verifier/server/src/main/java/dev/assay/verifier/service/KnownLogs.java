package dev.assay.verifier.service;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.eventlog.PreparedLog;
import dev.assay.appraisal.tpm.Digest;
import java.util.Optional;

/// Event logs, parsed and replayed once, by the digest of their bytes. Bounded in bytes and, since
/// each counts for 16 KiB at least, in number. Only logs of authentic evidence get in.
public final class KnownLogs {
  private static final int LEAST_WEIGHT = 16 * 1024;

  private final AppraisalRecords records;
  private final Cache<Digest, Entry> cache;

  private record Entry(PreparedLog log, int bytes) {}

  public KnownLogs(AppraisalRecords records, long maximumBytes) {
    this.records = records;
    this.cache =
        Caffeine.newBuilder()
            .maximumWeight(maximumBytes)
            .<Digest, Entry>weigher((_, entry) -> Math.max(LEAST_WEIGHT, entry.bytes()))
            .build();
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
