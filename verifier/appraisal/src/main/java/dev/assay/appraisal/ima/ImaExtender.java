package dev.assay.appraisal.ima;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import dev.assay.appraisal.tpm.PcrValues;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// PCRs while they are extended, one entry after the other.
final class ImaExtender {
  private final ImaReplay from;
  private final List<Bank> banks = new ArrayList<>();
  private List<Digest> expected = List.of();
  private long bytes;
  private long entries;

  /// One bank's PCRs, extended in both ways.
  private static final class Bank {
    private final HashAlgorithm algorithm;
    private final SortedMap<PcrIndex, Digest> ownHash;
    private final SortedMap<PcrIndex, Digest> listDigest;

    private Bank(ImaReplay from, HashAlgorithm algorithm) {
      this.algorithm = algorithm;
      this.ownHash = new TreeMap<>(from.ownHash().bank(algorithm));
      this.listDigest = new TreeMap<>(from.listDigest().bank(algorithm));
    }

    private void extend(ImaEntry entry) {
      boolean violation = entry.violation();
      Digest own = violation ? new Digest(algorithm, ones(algorithm.size())) : hash(entry);
      Bytes listed = entry.templateHash().value();
      extend(ownHash, entry.pcr(), own);
      extend(
          listDigest,
          entry.pcr(),
          new Digest(algorithm, resized(violation ? ones(listed.length()) : listed)));
    }

    private Digest hash(ImaEntry entry) {
      return entry.hash(algorithm);
    }

    private void extend(SortedMap<PcrIndex, Digest> pcrs, PcrIndex pcr, Digest digest) {
      pcrs.put(pcr, pcrs.getOrDefault(pcr, algorithm.zero()).extend(digest));
    }

    private Bytes resized(Bytes digest) {
      return Bytes.wrap(Arrays.copyOf(digest.toArray(), algorithm.size()));
    }

    private static Bytes ones(int size) {
      byte[] ones = new byte[size];
      Arrays.fill(ones, (byte) 0xFF);
      return Bytes.wrap(ones);
    }

    private boolean holds(Digest value) {
      return value.equals(ownHash.get(ImaReplay.PCR))
          || value.equals(listDigest.get(ImaReplay.PCR));
    }
  }

  ImaExtender(ImaReplay from) {
    this.from = from;
    this.bytes = from.bytes();
    this.entries = from.entries();
    for (HashAlgorithm algorithm : from.ownHash().banks().keySet()) {
      banks.add(new Bank(from, algorithm));
    }
  }

  void extend(ImaEntry entry) {
    banks.forEach(bank -> bank.extend(entry));
    bytes += entry.size();
    entries++;
  }

  /// Sets what [#reached()] waits for.
  void expect(Collection<Digest> quoted) {
    if (quoted.isEmpty()) {
      throw new IllegalArgumentException("no value to compare with");
    }
    for (Digest value : quoted) {
      if (banks.stream().noneMatch(bank -> bank.algorithm == value.algorithm())) {
        throw new IllegalArgumentException(
            "bank %s is not replayed".formatted(value.algorithm().label()));
      }
    }
    expected = List.copyOf(quoted);
  }

  /// Whether PCR 10 holds each expected value.
  boolean reached() {
    return expected.stream().allMatch(value -> banks.stream().anyMatch(bank -> bank.holds(value)));
  }

  ImaReplay result() {
    SortedMap<HashAlgorithm, SortedMap<PcrIndex, Digest>> ownHash = new TreeMap<>();
    SortedMap<HashAlgorithm, SortedMap<PcrIndex, Digest>> listDigest = new TreeMap<>();
    for (Bank bank : banks) {
      ownHash.put(bank.algorithm, bank.ownHash);
      listDigest.put(bank.algorithm, bank.listDigest);
    }
    return new ImaReplay(
        from.listAlgorithm(), bytes, entries, new PcrValues(ownHash), new PcrValues(listDigest));
  }
}
