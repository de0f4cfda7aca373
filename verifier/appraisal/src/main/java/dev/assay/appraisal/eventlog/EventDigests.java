package dev.assay.appraisal.eventlog;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.util.AbstractMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The digests of one event by bank, in the order of its record: an array, because most logs have
/// two and there are as many lists as events.
final class EventDigests extends AbstractMap<HashAlgorithm, Digest> {
  private final Digest[] digests;

  /// Takes `digests` over: each of another bank.
  EventDigests(Digest... digests) {
    this.digests = digests;
  }

  /// Whether every one is the hash of `data`.
  boolean areOf(Bytes data, DataHashes hashes) {
    for (Digest digest : digests) {
      if (!hashes.isOf(digest, data)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int size() {
    return digests.length;
  }

  @Override
  public boolean containsKey(@Nullable Object bank) {
    return get(bank) != null;
  }

  @Override
  public @Nullable Digest get(@Nullable Object bank) {
    for (Digest digest : digests) {
      if (digest.algorithm() == bank) {
        return digest;
      }
    }
    return null;
  }

  @Override
  public Set<Map.Entry<HashAlgorithm, Digest>> entrySet() {
    Set<Map.Entry<HashAlgorithm, Digest>> entries = LinkedHashSet.newLinkedHashSet(digests.length);
    for (Digest digest : digests) {
      entries.add(Map.entry(digest.algorithm(), digest));
    }
    return entries;
  }
}
