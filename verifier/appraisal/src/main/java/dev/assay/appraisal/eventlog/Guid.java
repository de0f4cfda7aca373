package dev.assay.appraisal.eventlog;

import dev.assay.appraisal.codec.ByteReader;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import java.util.List;

/// An EFI_GUID: 16 bytes whose first three fields are little endian (UEFI, appendix A).
///
/// @param value the 16 bytes as they stand in the log
public record Guid(Bytes value) {
  public static final int SIZE = 16;

  // Where in the registry form the bytes of the log are.
  private static final List<Integer> PLACES =
      List.of(3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15);

  public Guid {
    if (value.length() != SIZE) {
      throw new IllegalArgumentException("a GUID has 16 bytes, not " + value.length());
    }
  }

  /// The GUID of this registry form, "8be4df61-93ca-11d2-aa0d-00e098032b8c".
  static Guid of(String text) {
    Bytes fields = Bytes.fromHex(text.replace("-", ""));
    byte[] mixed = new byte[SIZE];
    for (int i = 0; i < SIZE; i++) {
      mixed[i] = fields.get(PLACES.get(i));
    }
    return new Guid(Bytes.wrap(mixed));
  }

  static Guid read(ByteReader reader, String what) throws MalformedInput {
    return new Guid(reader.take(SIZE, what));
  }

  /// As [#read]; gives `likely` itself where that is what stands there.
  static Guid read(ByteReader reader, Guid likely, String what) throws MalformedInput {
    Bytes value = reader.take(SIZE, what);
    return value.equals(likely.value) ? likely : new Guid(value);
  }

  /// Whether every byte is zero, which marks an unused partition entry.
  public boolean isZero() {
    for (int i = 0; i < SIZE; i++) {
      if (value.get(i) != 0) {
        return false;
      }
    }
    return true;
  }

  /// The registry form, "8be4df61-93ca-11d2-aa0d-00e098032b8c".
  @Override
  public String toString() {
    String hex = value.toHex();
    return new StringBuilder(36)
        .append(hex, 6, 8)
        .append(hex, 4, 6)
        .append(hex, 2, 4)
        .append(hex, 0, 2)
        .append('-')
        .append(hex, 10, 12)
        .append(hex, 8, 10)
        .append('-')
        .append(hex, 14, 16)
        .append(hex, 12, 14)
        .append('-')
        .append(hex, 16, 20)
        .append('-')
        .append(hex, 20, 32)
        .toString();
  }
}
