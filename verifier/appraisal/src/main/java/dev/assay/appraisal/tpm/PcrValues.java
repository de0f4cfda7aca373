package dev.assay.appraisal.tpm;

import dev.assay.appraisal.codec.Bytes;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Values of PCRs, by bank and index; a bank without values is left out. A claim as such; what
/// proves them is the quote they belong to. Equal where the values are.
public final class PcrValues {
  /// No values.
  public static final PcrValues EMPTY = new PcrValues(Collections.emptySortedMap());

  private final SortedMap<HashAlgorithm, SortedMap<PcrIndex, Digest>> banks;

  /// These values.
  ///
  /// @throws IllegalArgumentException for a value of another algorithm than its bank's
  public PcrValues(SortedMap<HashAlgorithm, SortedMap<PcrIndex, Digest>> banks) {
    this(copy(banks));
  }

  private PcrValues(Owned owned) {
    this.banks = Collections.unmodifiableSortedMap(owned.banks);
  }

  /// Maps that nobody else holds.
  private record Owned(SortedMap<HashAlgorithm, SortedMap<PcrIndex, Digest>> banks) {}

  /// Values of each bank's PCRs from 0 on.
  ///
  /// @throws IllegalArgumentException for a value of another algorithm than its bank's
  public static PcrValues ofLists(Map<HashAlgorithm, List<Digest>> lists) {
    SortedMap<HashAlgorithm, SortedMap<PcrIndex, Digest>> made = new TreeMap<>();
    lists.forEach((algorithm, values) -> put(made, algorithm, byIndex(values)));
    return new PcrValues(new Owned(made));
  }

  private static Owned copy(SortedMap<HashAlgorithm, SortedMap<PcrIndex, Digest>> banks) {
    SortedMap<HashAlgorithm, SortedMap<PcrIndex, Digest>> copy = new TreeMap<>();
    banks.forEach((algorithm, values) -> put(copy, algorithm, new TreeMap<>(values)));
    return new Owned(copy);
  }

  private static SortedMap<PcrIndex, Digest> byIndex(List<Digest> values) {
    SortedMap<PcrIndex, Digest> made = new TreeMap<>();
    for (int pcr = 0; pcr < values.size(); pcr++) {
      made.put(PcrIndex.of(pcr), values.get(pcr));
    }
    return made;
  }

  private static void put(
      SortedMap<HashAlgorithm, SortedMap<PcrIndex, Digest>> banks,
      HashAlgorithm algorithm,
      SortedMap<PcrIndex, Digest> values) {
    for (Digest value : values.values()) {
      if (value.algorithm() != algorithm) {
        throw new IllegalArgumentException(
            "a value of another algorithm in bank " + algorithm.label());
      }
    }
    if (!values.isEmpty()) {
      banks.put(algorithm, Collections.unmodifiableSortedMap(values));
    }
  }

  /// The values of each bank that has some.
  public SortedMap<HashAlgorithm, SortedMap<PcrIndex, Digest>> banks() {
    return banks;
  }

  /// The value of this PCR of this bank, where it is here.
  public Optional<Digest> get(HashAlgorithm algorithm, PcrIndex index) {
    SortedMap<PcrIndex, Digest> bank = banks.get(algorithm);
    return bank == null ? Optional.empty() : Optional.ofNullable(bank.get(index));
  }

  /// The values of this PCR in those of `banks` that have one.
  public SortedMap<HashAlgorithm, Digest> of(PcrIndex index, Collection<HashAlgorithm> banks) {
    SortedMap<HashAlgorithm, Digest> values = new TreeMap<>();
    banks.forEach(bank -> get(bank, index).ifPresent(value -> values.put(bank, value)));
    return values;
  }

  /// The values of one bank; empty where there are none.
  public SortedMap<PcrIndex, Digest> bank(HashAlgorithm algorithm) {
    return banks.getOrDefault(algorithm, Collections.emptySortedMap());
  }

  /// Whether there are no values.
  public boolean isEmpty() {
    return banks.isEmpty();
  }

  /// What a quote's digest is: the hash of the selected values, see [#concatenated].
  ///
  /// @throws IllegalArgumentException where a selected value is not here
  public Digest hash(HashAlgorithm algorithm, PcrSelection selection) {
    MessageDigest hasher = algorithm.newDigest();
    for (PcrSelection.Bank bank : selection.banks()) {
      for (int pcr = 0; pcr < PcrIndex.COUNT; pcr++) {
        if (bank.selects(pcr)) {
          require(bank, PcrIndex.of(pcr)).hashWith(hasher);
        }
      }
    }
    return new Digest(algorithm, Bytes.wrap(hasher.digest()));
  }

  /// The selected values one after the other, bank by bank in the selection's order and ascending
  /// by index within a bank: what a quote's digest is the hash of (TPM 2.0 Part 3, TPM2_Quote).
  ///
  /// @throws IllegalArgumentException where a selected value is not here
  public Bytes concatenated(PcrSelection selection) {
    List<Bytes> selected = new ArrayList<>();
    for (PcrSelection.Bank bank : selection.banks()) {
      for (PcrIndex index : bank.indices()) {
        selected.add(require(bank, index));
      }
    }
    return Bytes.concat(selected.toArray(Bytes[]::new));
  }

  /// These values without those that `selection` doesn't name.
  public PcrValues within(PcrSelection selection) {
    SortedMap<HashAlgorithm, SortedMap<PcrIndex, Digest>> kept = new TreeMap<>();
    banks.forEach(
        (algorithm, values) -> {
          SortedMap<PcrIndex, Digest> selected = new TreeMap<>(values);
          selected.keySet().removeIf(index -> !selection.contains(algorithm, index));
          kept.put(algorithm, selected);
        });
    return new PcrValues(kept);
  }

  /// These values, replaced by and joined with those of `newer`.
  public PcrValues mergedWith(PcrValues newer) {
    SortedMap<HashAlgorithm, SortedMap<PcrIndex, Digest>> merged = new TreeMap<>(banks);
    for (Map.Entry<HashAlgorithm, SortedMap<PcrIndex, Digest>> bank : newer.banks.entrySet()) {
      SortedMap<PcrIndex, Digest> values = new TreeMap<>(bank(bank.getKey()));
      values.putAll(bank.getValue());
      merged.put(bank.getKey(), values);
    }
    return new PcrValues(merged);
  }

  private Bytes require(PcrSelection.Bank bank, PcrIndex index) {
    Digest value = bank(bank.algorithm()).get(index);
    if (value == null) {
      throw new IllegalArgumentException(
          "no value of " + index + " in bank " + bank.algorithm().label());
    }
    return value.value();
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof PcrValues other && banks.equals(other.banks);
  }

  @Override
  public int hashCode() {
    return banks.hashCode();
  }

  @Override
  public String toString() {
    return banks.toString();
  }
}
