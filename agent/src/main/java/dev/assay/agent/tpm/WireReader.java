package dev.assay.agent.tpm;

import com.google.protobuf.ByteString;
import dev.assay.agent.tpm.TpmException.Code;

/// A bounded cursor over big-endian TPM structures: no read goes past the end, and no length is
/// believed before it was compared with what remains.
final class WireReader {

  private final ByteString bytes;
  private final String what;
  private int position;

  /// @param what names the structure in errors
  WireReader(ByteString bytes, String what) {
    this.bytes = bytes;
    this.what = what;
  }

  int remaining() {
    return bytes.size() - position;
  }

  int u8() throws TpmException {
    return take(1).byteAt(0) & 0xFF;
  }

  int u16() throws TpmException {
    return (u8() << 8) | u8();
  }

  /// All 32 bits, as an int.
  int u32() throws TpmException {
    return (u16() << 16) | u16();
  }

  /// A count of elements that each take at least `elementSize` bytes.
  int count(int elementSize) throws TpmException {
    int count = u32();
    if (count < 0 || (long) count * elementSize > remaining()) {
      throw malformed("counts " + Integer.toUnsignedString(count) + " elements");
    }
    return count;
  }

  ByteString take(int length) throws TpmException {
    if (length < 0 || length > remaining()) {
      throw malformed("wants " + Integer.toUnsignedString(length) + " bytes");
    }
    position += length;
    return bytes.substring(position - length, position);
  }

  ByteString rest() throws TpmException {
    return take(remaining());
  }

  /// The contents of a TPM2B: two bytes of size, then as many bytes.
  ByteString sized() throws TpmException {
    return take(u16());
  }

  void expectEnd() throws TpmException {
    if (remaining() != 0) {
      throw malformed("has " + remaining() + " bytes too many");
    }
  }

  private TpmException malformed(String how) {
    return new TpmException(
        Code.MALFORMED,
        what + " is malformed: at byte " + position + " of " + bytes.size() + " it " + how);
  }
}
