package dev.assay.appraisal.codec;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// An immutable run of bytes with value equality. Slices share the storage, so taking one costs
/// nothing and holds on to the whole.
///
/// Ordered as unsigned bytes, a prefix first.
public final class Bytes implements Comparable<Bytes> {
  /// No bytes.
  public static final Bytes EMPTY = new Bytes(new byte[0], 0, 0);

  private static final HexFormat HEX = HexFormat.of();
  private static final int SHOWN_BYTES = 16;

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  // Odd, and its bits look like chance: what differs in any place differs in the upper half too.
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private final byte[] array;
  private final int from;
  private final int to;

  private Bytes(byte[] array, int from, int to) {
    this.array = array;
    this.from = from;
    this.to = to;
  }

  /// The bytes of `source` as they are now.
  public static Bytes copyOf(byte[] source) {
    return wrap(source.clone());
  }

  /// Takes `owned` over without copying: the caller gives the array up and writes to it no more.
  public static Bytes wrap(byte[] owned) {
    return owned.length == 0 ? EMPTY : new Bytes(owned, 0, owned.length);
  }

  /// The bytes that `hex` spells, two digits each, in either case.
  ///
  /// @throws IllegalArgumentException where `hex` is anything else
  public static Bytes fromHex(String hex) {
    return wrap(HEX.parseHex(hex));
  }

  /// All `parts`, one after the other.
  public static Bytes concat(Bytes... parts) {
    int total = 0;
    for (Bytes part : parts) {
      total = Math.addExact(total, part.length());
    }
    byte[] joined = new byte[total];
    int at = 0;
    for (Bytes part : parts) {
      System.arraycopy(part.array, part.from, joined, at, part.length());
      at += part.length();
    }
    return wrap(joined);
  }

  /// How many bytes these are.
  public int length() {
    return to - from;
  }

  /// Whether these are no bytes at all.
  public boolean isEmpty() {
    return from == to;
  }

  /// The byte at `index`.
  ///
  /// @throws IndexOutOfBoundsException where there is none
  public byte get(int index) {
    return array[from + Objects.checkIndex(index, length())];
  }

  /// The bytes from `start` to before `end`: a view, not a copy.
  ///
  /// @throws IndexOutOfBoundsException where that is no range of these bytes
  public Bytes slice(int start, int end) {
    Objects.checkFromToIndex(start, end, length());
    return start == end ? EMPTY : new Bytes(array, from + start, from + end);
  }

  /// The same bytes in storage of their own: what is kept for long must not hold on to all that it
  /// came with.
  public Bytes copy() {
    return wrap(toArray());
  }

  /// A copy for interfaces that want an array.
  public byte[] toArray() {
    return Arrays.copyOfRange(array, from, to);
  }

  /// A text with a character of the same number for each byte: what ISO 8859-1 has, and ASCII.
  public String toLatin1() {
    return toLatin1(0, length());
  }

  /// As [#toLatin1()], of the bytes from `start` to before `end`.
  ///
  /// @throws IndexOutOfBoundsException where that is no range of these bytes
  public String toLatin1(int start, int end) {
    Objects.checkFromToIndex(start, end, length());
    return new String(array, from + start, end - start, StandardCharsets.ISO_8859_1);
  }

  /// Lower-case hexadecimal, two digits a byte.
  public String toHex() {
    return HEX.formatHex(array, from, to);
  }

  /// Feeds these bytes to `digest`.
  public void hashWith(MessageDigest digest) {
    digest.update(array, from, length());
  }

  /// Feeds the bytes from `start` to before `end` to `digest`.
  ///
  /// @throws IndexOutOfBoundsException where that is no range of these bytes
  public void hashWith(MessageDigest digest, int start, int end) {
    Objects.checkFromToIndex(start, end, length());
    digest.update(array, from + start, end - start);
  }

  /// Whether `part` stands in these bytes, from `start` on.
  public boolean holdsAt(int start, Bytes part) {
    return holdsAt(start, part.array, part.from, part.length());
  }

  /// Whether the first `length` bytes of `part` stand in these bytes, from `start` on.
  public boolean holdsAt(int start, byte[] part, int length) {
    return holdsAt(start, part, 0, length);
  }

  private boolean holdsAt(int start, byte[] part, int partFrom, int length) {
    return start >= 0
        && length <= length() - start
        && Arrays.equals(
            array, from + start, from + start + length, part, partFrom, partFrom + length);
  }

  /// Equality in a time that depends on the lengths alone; for nonces and secrets.
  public boolean equalsConstantTime(Bytes other) {
    if (length() != other.length()) {
      return false;
    }
    int difference = 0;
    for (int i = 0; i < length(); i++) {
      difference |= array[from + i] ^ other.array[other.from + i];
    }
    return difference == 0;
  }

  /// A stream over these bytes; it needs no closing.
  public InputStream asInputStream() {
    return new ByteArrayInputStream(array, from, length());
  }

  @Override
  public int compareTo(Bytes other) {
    return Arrays.compareUnsigned(array, from, to, other.array, other.from, other.to);
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof Bytes other
        && Arrays.equals(array, from, to, other.array, other.from, other.to);
  }

  /// Eight bytes at a time: certificates are looked up by theirs.
  @Override
  public int hashCode() {
    long hash = 1;
    int at = from;
    for (; to - at >= Long.BYTES; at += Long.BYTES) {
      hash = SPREAD * hash + (long) WORDS.get(array, at);
    }
    for (; at < to; at++) {
      hash = SPREAD * hash + array[at];
    }
    return Long.hashCode(hash);
  }

  /// Hexadecimal, cut after 32 digits: for people and logs, never to be read back.
  @Override
  public String toString() {
    return length() <= SHOWN_BYTES
        ? toHex()
        : HEX.formatHex(array, from, from + SHOWN_BYTES) + "…(" + length() + " bytes)";
  }
}
