package dev.assay.appraisal.codec;

import java.io.ByteArrayOutputStream;

/// Builds [Bytes] field by field; the counterpart of [ByteReader].
public final class ByteWriter {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final boolean bigEndian;

  private ByteWriter(boolean bigEndian) {
    this.bigEndian = bigEndian;
  }

  /// Writes numbers with the least significant byte first, as firmware logs have them.
  public static ByteWriter littleEndian() {
    return new ByteWriter(false);
  }

  /// Writes numbers with the most significant byte first, as TPMs have them.
  public static ByteWriter bigEndian() {
    return new ByteWriter(true);
  }

  /// An unsigned number of one byte.
  ///
  /// @throws IllegalArgumentException where it doesn't fit
  public ByteWriter u8(int value) {
    return number(value, 1);
  }

  /// An unsigned number of two bytes.
  ///
  /// @throws IllegalArgumentException where it doesn't fit
  public ByteWriter u16(int value) {
    return number(value, 2);
  }

  /// An unsigned number of four bytes.
  ///
  /// @throws IllegalArgumentException where it doesn't fit
  public ByteWriter u32(long value) {
    return number(value, 4);
  }

  /// The 64 bits of `value`.
  public ByteWriter u64(long value) {
    return number(value, 8);
  }

  /// The bytes as they are.
  public ByteWriter bytes(Bytes value) {
    written.writeBytes(value.toArray());
    return this;
  }

  /// A TPM2B: a two-byte size, then the bytes.
  ///
  /// @throws IllegalArgumentException where they are more than 65,535
  public ByteWriter sized(Bytes value) {
    return u16(value.length()).bytes(value);
  }

  /// What was written so far.
  public Bytes toBytes() {
    return Bytes.wrap(written.toByteArray());
  }

  private ByteWriter number(long value, int size) {
    if (size < 8 && (value < 0 || value >>> (8 * size) != 0)) {
      throw new IllegalArgumentException(value + " doesn't fit into " + size + " bytes");
    }
    for (int i = 0; i < size; i++) {
      int shift = 8 * (bigEndian ? size - 1 - i : i);
      written.write((int) (value >>> shift));
    }
    return this;
  }
}
