package dev.assay.appraisal.tpm;

import dev.assay.appraisal.codec.Bytes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Values of PCRs, by bank and index. A claim as such; what proves them is the quote they belong
/// to.
///
/// @param banks the values of each bank; a bank without values is left out
public record PcrValues(SortedMap<HashAlgorithm, SortedMap<PcrIndex, Digest>> banks) {
  /// No values.
  public static final PcrValues EMPTY = new PcrValues(Collections.emptySortedMap());

  public PcrValues {
    SortedMap<HashAlgorithm, SortedMap<PcrIndex, Digest>> copy = new TreeMap<>();
    banks.forEach(
        (algorithm, values) -> {
          if (values.values().stream().anyMatch(value -> value.algorithm() != algorithm)) {
            throw new IllegalArgumentException(
                "a value of another algorithm in bank " + algorithm.label());
          }
          if (!values.isEmpty()) {
            copy.put(algorithm, Collections.unmodifiableSortedMap(new TreeMap<>(values)));
          }
        });
    banks = Collections.unmodifiableSortedMap(copy);
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
    return get(bank.algorithm(), index)
        .map(Digest::value)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no value of " + index + " in bank " + bank.algorithm().label()));
  }
}
