package dev.assay.appraisal.tpm;

import java.util.List;
import java.util.stream.IntStream;

/// The number of a PCR of a PC Client TPM.
///
/// @param value 0 to 23
public record PcrIndex(int value) implements Comparable<PcrIndex> {
  /// How many PCRs there are.
  public static final int COUNT = 24;

  private static final List<PcrIndex> ALL =
      IntStream.range(0, COUNT).mapToObj(PcrIndex::new).toList();

  public PcrIndex {
    if (value < 0 || value >= COUNT) {
      throw new IllegalArgumentException("there is no PCR " + value);
    }
  }

  /// The PCR of this number.
  ///
  /// @throws IllegalArgumentException where there is none
  public static PcrIndex of(int value) {
    return value >= 0 && value < COUNT ? ALL.get(value) : new PcrIndex(value);
  }

  @Override
  public int compareTo(PcrIndex other) {
    return Integer.compare(value, other.value);
  }

  @Override
  public String toString() {
    return "PCR " + value;
  }
}
