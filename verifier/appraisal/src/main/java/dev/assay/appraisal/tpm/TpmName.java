package dev.assay.appraisal.tpm;

import dev.assay.appraisal.codec.Bytes;

/// The Name of a TPM object: the TPM_ALG_ID of its name algorithm, then the digest of its public
/// area (TPM 2.0 Part 1, section "Names"). Computed here from the public area, never taken from a
/// client.
///
/// @param value two bytes of algorithm and the digest
public record TpmName(Bytes value) {
  public TpmName {
    if (value.length() < 2) {
      throw new IllegalArgumentException("a Name of " + value.length() + " bytes");
    }
    int id = ((value.get(0) & 0xFF) << 8) | (value.get(1) & 0xFF);
    int digestSize =
        HashAlgorithm.ofId(id)
            .orElseThrow(
                () -> new IllegalArgumentException("a Name of unknown hash %#06x".formatted(id)))
            .size();
    if (value.length() != 2 + digestSize) {
      throw new IllegalArgumentException("a Name of " + value.length() + " bytes");
    }
  }

  static TpmName of(HashAlgorithm nameAlgorithm, Bytes publicArea) {
    int id = nameAlgorithm.id();
    Bytes prefix = Bytes.wrap(new byte[] {(byte) (id >>> 8), (byte) id});
    return new TpmName(Bytes.concat(prefix, nameAlgorithm.hash(publicArea).value()));
  }

  /// Lower-case hexadecimal, algorithm first.
  public String toHex() {
    return value.toHex();
  }

  @Override
  public String toString() {
    return toHex();
  }
}
