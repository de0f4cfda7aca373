package dev.assay.appraisal.eventlog;

import dev.assay.appraisal.codec.ByteReader;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;

/// An EFI_LOAD_OPTION: what a `Boot####`, `Driver####` or `SysPrep####` variable holds (UEFI,
/// section "Load Options").
///
/// @param attributes 32 bits; bit 0 says that the option is active
/// @param description for people, without its NUL
/// @param path where the image is, and possibly more paths
/// @param optionalData what the image is given
/// @param pathOffset where the path begins, in bytes from the start of the option
public record LoadOption(
    long attributes, String description, DevicePath path, Bytes optionalData, int pathOffset)
    implements VariableContent {
  /// Where the description begins, in bytes from the start of the option.
  public static final int DESCRIPTION_OFFSET = 6;

  /// The most characters that a description may have.
  public static final int MAX_DESCRIPTION = 1024;

  static LoadOption parse(Bytes bytes) throws MalformedInput {
    ByteReader reader = ByteReader.littleEndian(bytes);
    long attributes = reader.u32();
    int pathLength = reader.u16();
    String description = description(reader, bytes);
    int pathOffset = (int) reader.position();
    DevicePath path = DevicePath.parse(reader.take(pathLength, "a load option's device path"));
    if (path.isEmpty()) {
      throw new MalformedInput("a load option without a device path", pathOffset);
    }
    Bytes rest = reader.take(reader.remaining(), "a load option's optional data");
    return new LoadOption(attributes, description, path, rest, pathOffset);
  }

  private static String description(ByteReader reader, Bytes option) throws MalformedInput {
    int length = 0;
    while (reader.u16() != 0) {
      if (length == MAX_DESCRIPTION) {
        throw new MalformedInput(
            "a load option's description of more than " + MAX_DESCRIPTION + " characters",
            reader.position());
      }
      length++;
    }
    return Text.anyUtf16(option, DESCRIPTION_OFFSET, DESCRIPTION_OFFSET + 2 * length);
  }
}
