package dev.assay.appraisal.codec;

/// A cursor over [Bytes] that can't be led past their end: each step compares what the input claims
/// with what remains before it takes anything, and [#expectEnd] refuses what is left over.
public final class ByteReader {
  private final Bytes bytes;
  private final boolean bigEndian;
  private final long origin;
  private int next;

  private ByteReader(Bytes bytes, boolean bigEndian, long origin) {
    this.bytes = bytes;
    this.bigEndian = bigEndian;
    this.origin = origin;
  }

  /// Reads numbers with the least significant byte first, as firmware logs have them.
  public static ByteReader littleEndian(Bytes bytes) {
    return new ByteReader(bytes, false, 0);
  }

  /// Reads numbers with the most significant byte first, as TPMs have them.
  public static ByteReader bigEndian(Bytes bytes) {
    return new ByteReader(bytes, true, 0);
  }

  /// Bytes from the start of the whole input, also for a reader of a part of it.
  public long position() {
    return origin + next;
  }

  /// How many bytes are left.
  public int remaining() {
    return bytes.length() - next;
  }

  /// An unsigned number of one byte.
  public int u8() throws MalformedInput {
    return (int) number(1);
  }

  /// An unsigned number of two bytes.
  public int u16() throws MalformedInput {
    return (int) number(2);
  }

  /// An unsigned number of four bytes.
  public long u32() throws MalformedInput {
    return number(4);
  }

  /// Eight bytes as their 64 bits: negative where the unsigned number is 2^63 or more.
  public long u64() throws MalformedInput {
    return number(8);
  }

  /// The next `count` bytes, as a view.
  ///
  /// @param what their name in the reason, as in "event data"
  public Bytes take(long count, String what) throws MalformedInput {
    require(count, what);
    Bytes taken = bytes.slice(next, next + (int) count);
    next += (int) count;
    return taken;
  }

  /// Passes over the next `count` bytes.
  public void skip(long count, String what) throws MalformedInput {
    require(count, what);
    next += (int) count;
  }

  /// A reader over the next `count` bytes alone, which this reader passes over.
  public ByteReader reader(long count, String what) throws MalformedInput {
    long start = position();
    return new ByteReader(take(count, what), bigEndian, start);
  }

  /// A TPM2B: a two-byte size and as many bytes, `max` at most (TPM 2.0 Part 2, section 10.4).
  public Bytes sized(int max, String what) throws MalformedInput {
    long start = position();
    int size = u16();
    if (size > max) {
      throw new MalformedInput(what + " of " + size + " bytes, " + max + " at most", start);
    }
    return take(size, what);
  }

  /// Refuses bytes after the end of `what`.
  public void expectEnd(String what) throws MalformedInput {
    if (remaining() > 0) {
      throw malformed(remaining() + " bytes after the end of " + what);
    }
  }

  /// The exception for `reason` at this position.
  public MalformedInput malformed(String reason) {
    return new MalformedInput(reason, position());
  }

  private long number(int size) throws MalformedInput {
    require(size, "a number");
    long value = 0;
    for (int i = 0; i < size; i++) {
      int at = bigEndian ? next + i : next + size - 1 - i;
      value = (value << 8) | (bytes.get(at) & 0xFF);
    }
    next += size;
    return value;
  }

  private void require(long count, String what) throws MalformedInput {
    if (count < 0 || count > remaining()) {
      throw malformed(what + " of " + count + " bytes, " + remaining() + " remain");
    }
  }
}
