package dev.assay.appraisal.eventlog;

import dev.assay.appraisal.codec.ByteReader;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import java.util.ArrayList;
import java.util.List;

/// One element of a DER encoding (X.690): tag, definite length, contents. Goes as deep as it is
/// asked to and no deeper, so nesting costs nothing.
///
/// @param encoded tag, length and contents
record Der(int tag, Bytes encoded, Bytes contents) {
  static final int INTEGER = 0x02;
  static final int SEQUENCE = 0x30;
  static final int VERSION = 0xA0;

  private static final int LONG_FORM = 0x80;
  private static final int MULTI_BYTE_TAG = 0x1F;

  /// The element that `bytes` are, to the last one.
  static Der read(Bytes bytes, int tag, String what) throws MalformedInput {
    ByteReader reader = ByteReader.bigEndian(bytes);
    Der element = next(bytes, reader);
    reader.expectEnd(what);
    return element.expect(tag, what);
  }

  /// The elements in this one, `max` at most.
  List<Der> children(int max, String what) throws MalformedInput {
    ByteReader reader = ByteReader.bigEndian(contents);
    List<Der> children = new ArrayList<>();
    while (reader.remaining() > 0) {
      if (children.size() == max) {
        throw reader.malformed(what + " of more than " + max + " parts");
      }
      children.add(next(contents, reader));
    }
    return children;
  }

  Der expect(int wanted, String what) throws MalformedInput {
    if (tag != wanted) {
      throw new MalformedInput("%s with tag 0x%02x, not 0x%02x".formatted(what, tag, wanted), 0);
    }
    return this;
  }

  private static Der next(Bytes bytes, ByteReader reader) throws MalformedInput {
    int start = (int) reader.position();
    int tag = reader.u8();
    if ((tag & MULTI_BYTE_TAG) == MULTI_BYTE_TAG) {
      throw reader.malformed("a DER tag of several bytes");
    }
    Bytes contents = reader.take(length(reader), "a DER element");
    return new Der(tag, bytes.slice(start, (int) reader.position()), contents);
  }

  private static long length(ByteReader reader) throws MalformedInput {
    int first = reader.u8();
    if (first < LONG_FORM) {
      return first;
    }
    return switch (first - LONG_FORM) {
      case 1 -> reader.u8();
      case 2 -> reader.u16();
      case 4 -> reader.u32();
      default -> throw reader.malformed("a DER length that is not allowed");
    };
  }
}
