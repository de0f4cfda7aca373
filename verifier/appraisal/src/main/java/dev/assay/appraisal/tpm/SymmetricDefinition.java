package dev.assay.appraisal.tpm;

import dev.assay.appraisal.codec.ByteReader;
import dev.assay.appraisal.codec.MalformedInput;

/// How a storage key protects what is below it: TPMT_SYM_DEF_OBJECT (TPM 2.0 Part 2, section
/// 11.1.7).
public sealed interface SymmetricDefinition {
  /// Not at all: the key is no storage key.
  record None() implements SymmetricDefinition {}

  /// AES in CFB mode.
  ///
  /// @param keyBits 128, 192 or 256
  record AesCfb(int keyBits) implements SymmetricDefinition {
    public AesCfb {
      if (keyBits != 128 && keyBits != 192 && keyBits != 256) {
        throw new IllegalArgumentException("AES has no keys of " + keyBits + " bits");
      }
    }
  }

  /// Reads a TPMT_SYM_DEF_OBJECT.
  ///
  /// @throws MalformedInput for anything but none and AES in CFB mode
  static SymmetricDefinition read(ByteReader reader) throws MalformedInput {
    long start = reader.position();
    int algorithm = reader.u16();
    if (algorithm == AlgorithmId.NULL) {
      return new None();
    }
    int keyBits = reader.u16();
    int mode = reader.u16();
    boolean sizeKnown = keyBits == 128 || keyBits == 192 || keyBits == 256;
    if (algorithm != AlgorithmId.AES || mode != AlgorithmId.CFB || !sizeKnown) {
      throw new MalformedInput(
          "symmetric algorithm %#06x of %d bits in mode %#06x, only AES in CFB mode is known"
              .formatted(algorithm, keyBits, mode),
          start);
    }
    return new AesCfb(keyBits);
  }
}
