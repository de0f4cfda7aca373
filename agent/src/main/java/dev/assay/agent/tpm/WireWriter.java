package dev.assay.agent.tpm;

import com.google.protobuf.ByteString;

/// Builds big-endian TPM structures.
final class WireWriter {

  private final ByteString.Output out = ByteString.newOutput();

  WireWriter u8(int value) {
    out.write(value);
    return this;
  }

  WireWriter u16(int value) {
    return u8(value >>> 8).u8(value);
  }

  WireWriter u32(int value) {
    return u16(value >>> 16).u16(value);
  }

  WireWriter bytes(ByteString value) {
    byte[] copy = value.toByteArray();
    out.write(copy, 0, copy.length);
    return this;
  }

  /// A TPM2B: two bytes of size, then the bytes.
  WireWriter sized(ByteString value) {
    if (value.size() > 0xFFFF) {
      throw new IllegalArgumentException(value.size() + " bytes do not fit a TPM2B");
    }
    return u16(value.size()).bytes(value);
  }

  ByteString toBytes() {
    return out.toByteString();
  }
}
