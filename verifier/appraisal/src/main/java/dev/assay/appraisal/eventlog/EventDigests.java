package dev.assay.appraisal.eventlog;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.util.AbstractMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The digests of one event by bank, in the order of its record. They stay where they stand in the
/// log, and a [Digest] is made where one is asked for: most are only compared or hashed, and there
/// are as many lists as events.
final class EventDigests extends AbstractMap<HashAlgorithm, Digest> {
  private final Bytes list;
  private final DigestLayout layout;

  /// @param list of the event's record, without the count
  EventDigests(Bytes list, DigestLayout layout) {
    this.list = list;
    this.layout = layout;
  }

  /// Whether `digest` is the one of its bank.
  boolean holds(Digest digest) {
    int place = layout.find(digest.algorithm());
    return place >= 0 && list.holdsAt(layout.start(place), digest.value());
  }

  /// The first four bytes of the digest in `bank`, as a number; 0 where there is none.
  int startOf(HashAlgorithm bank) {
    int place = layout.find(bank);
    if (place < 0) {
      return 0;
    }
    int at = layout.start(place);
    return list.get(at) << 24
        | (list.get(at + 1) & 0xFF) << 16
        | (list.get(at + 2) & 0xFF) << 8
        | (list.get(at + 3) & 0xFF);
  }

  /// Whether every one is the hash of `data`.
  boolean areOf(Bytes data, DataHashes hashes) {
    for (int i = 0; i < layout.size(); i++) {
      if (!isOf(i, data, hashes)) {
        return false;
      }
    }
    return true;
  }

  /// Whether the one in `bank` is the hash of `data`; false where there is none.
  boolean isOf(HashAlgorithm bank, Bytes data, DataHashes hashes) {
    int place = layout.find(bank);
    return place >= 0 && isOf(place, data, hashes);
  }

  private boolean isOf(int place, Bytes data, DataHashes hashes) {
    return hashes.isOf(layout.bank(place), list, layout.start(place), data);
  }

  /// Extends the PCR that stands in `pcrs` from `at` on with the one in `bank`.
  ///
  /// @throws IllegalArgumentException where there is none
  void extend(HashAlgorithm bank, byte[] pcrs, int at, DataHashes hashes) {
    int place = layout.find(bank);
    if (place < 0) {
      throw new IllegalArgumentException("no digest of bank " + bank.label());
    }
    hashes.extend(bank, pcrs, at, list, layout.start(place));
  }

  @Override
  public int size() {
    return layout.size();
  }

  @Override
  public boolean containsKey(@Nullable Object bank) {
    return bank != null && layout.find(bank) >= 0;
  }

  @Override
  public @Nullable Digest get(@Nullable Object bank) {
    int place = bank == null ? -1 : layout.find(bank);
    return place < 0 ? null : digest(place);
  }

  private Digest digest(int place) {
    return new Digest(layout.bank(place), list.slice(layout.start(place), layout.end(place)));
  }

  @Override
  public Set<Map.Entry<HashAlgorithm, Digest>> entrySet() {
    Set<Map.Entry<HashAlgorithm, Digest>> entries = LinkedHashSet.newLinkedHashSet(size());
    for (int i = 0; i < size(); i++) {
      entries.add(Map.entry(layout.bank(i), digest(i)));
    }
    return entries;
  }
}
