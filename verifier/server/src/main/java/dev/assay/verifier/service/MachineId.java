package dev.assay.verifier.service;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.TpmPublic;
import java.util.Optional;
import java.util.regex.Pattern;

/// Which machine: the SHA-256 of its EK's public area (TPMT_PUBLIC). As a value it is only a name;
/// what proves that a caller is that machine is its TPM.
///
/// @param value 32 bytes
public record MachineId(Bytes value) implements Comparable<MachineId> {
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

  public MachineId {
    if (value.length() != 32) {
      throw new IllegalArgumentException("A machine id has 32 bytes, not " + value.length());
    }
  }

  /// The id of the machine whose TPM holds this EK.
  public static MachineId of(TpmPublic ek) {
    return new MachineId(ek.sha256().value());
  }

  /// Reads 64 lower-case hexadecimal digits; empty where the text is anything else.
  public static Optional<MachineId> parse(String hex) {
    return HEX.matcher(hex).matches()
        ? Optional.of(new MachineId(Bytes.fromHex(hex)))
        : Optional.empty();
  }

  /// 64 lower-case hexadecimal digits.
  public String toHex() {
    return value.toHex();
  }

  /// The first 12 digits, for texts that people read.
  public String brief() {
    return toHex().substring(0, 12);
  }

  public Digest toDigest() {
    return new Digest(HashAlgorithm.SHA256, value);
  }

  @Override
  public int compareTo(MachineId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return toHex();
  }
}
