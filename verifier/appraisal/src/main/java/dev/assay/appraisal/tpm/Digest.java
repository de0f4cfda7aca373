package dev.assay.appraisal.tpm;

import dev.assay.appraisal.codec.Bytes;

/// A digest together with its algorithm.
///
/// @param algorithm what made it
/// @param value as many bytes as the algorithm's digests have
public record Digest(HashAlgorithm algorithm, Bytes value) {
  public Digest {
    if (value.length() != algorithm.size()) {
      throw new IllegalArgumentException(
          "a %s digest has %d bytes, not %d"
              .formatted(algorithm.label(), algorithm.size(), value.length()));
    }
  }

  /// The digest that `hex` spells.
  ///
  /// @throws IllegalArgumentException where `hex` is no digest of that algorithm
  public static Digest of(HashAlgorithm algorithm, String hex) {
    return new Digest(algorithm, Bytes.fromHex(hex));
  }

  /// What a PCR of this value holds after it was extended with `measured`: the hash of both, one
  /// after the other (TPM 2.0 Part 3, TPM2_PCR_Extend).
  ///
  /// @throws IllegalArgumentException where `measured` is of another algorithm
  public Digest extend(Digest measured) {
    if (measured.algorithm != algorithm) {
      throw new IllegalArgumentException(
          "a %s PCR can't be extended with a %s digest"
              .formatted(algorithm.label(), measured.algorithm.label()));
    }
    return algorithm.hash(value, measured.value);
  }

  /// Lower-case hexadecimal, without the algorithm.
  public String toHex() {
    return value.toHex();
  }

  @Override
  public String toString() {
    return algorithm.label() + ":" + toHex();
  }
}
