package dev.assay.appraisal.eventlog;

import dev.assay.appraisal.codec.ByteReader;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import java.util.Optional;

/// Decodes the three versions of the SP800-155 event.
final class PlatformIdDecoder {
  static final String FIRST = "SP800-155 Event";
  static final String SECOND = "SP800-155 Event2";
  static final String THIRD = "SP800-155 Event3";

  private static final int SIGNATURE = 16;
  private static final int ALIGNMENT = 8;

  private PlatformIdDecoder() {}

  static PlatformId decode(String signature, Bytes data) throws MalformedInput {
    ByteReader reader = ByteReader.littleEndian(data);
    reader.take(SIGNATURE, "an SP800-155 event");
    long vendor = reader.u32();
    Guid manifest = Guid.read(reader, "a manifest's GUID");
    boolean named = !signature.equals(FIRST);
    boolean located = signature.equals(THIRD);
    PlatformId id =
        new PlatformId(
            vendor,
            manifest,
            named ? Optional.of(names(reader)) : Optional.empty(),
            located ? Optional.of(locator(reader)) : Optional.empty(),
            located ? Optional.of(locator(reader)) : Optional.empty());
    expectAlignment(reader);
    return id;
  }

  private static PlatformId.Names names(ByteReader reader) throws MalformedInput {
    return new PlatformId.Names(
        text(reader), text(reader), text(reader), text(reader), reader.u32(), text(reader));
  }

  private static String text(ByteReader reader) throws MalformedInput {
    Bytes text = reader.take(reader.u8(), "a platform's name");
    return Text.ascii(text)
        .orElseThrow(() -> reader.malformed("a platform's name that is no ASCII text"));
  }

  private static PlatformId.Locator locator(ByteReader reader) throws MalformedInput {
    long type = reader.u32();
    Bytes bytes = reader.take(reader.u32(), "a locator");
    return switch ((int) type) {
      case 0 -> new PlatformId.Locator.Raw(bytes);
      case 1 ->
          new PlatformId.Locator.Uri(
              Text.ascii(bytes).orElseThrow(() -> reader.malformed("a URI that is no text")));
      case 2 -> new PlatformId.Locator.Path(DevicePath.parse(bytes));
      case 3 -> variable(bytes);
      default -> new PlatformId.Locator.Other(type, bytes);
    };
  }

  private static PlatformId.Locator variable(Bytes bytes) throws MalformedInput {
    ByteReader reader = ByteReader.littleEndian(bytes);
    Guid vendor = Guid.read(reader, "a variable's vendor GUID");
    String name =
        Text.utf16(reader.take(reader.remaining(), "a variable's name"))
            .orElseThrow(() -> reader.malformed("a variable's name is no text"));
    return new PlatformId.Locator.Variable(vendor, name);
  }

  /// Firmware fills the event with zeroes to a multiple of eight bytes.
  private static void expectAlignment(ByteReader reader) throws MalformedInput {
    Bytes rest = reader.take(reader.remaining(), "padding");
    if (rest.length() >= ALIGNMENT || !rest.equals(Bytes.wrap(new byte[rest.length()]))) {
      throw reader.malformed(rest.length() + " bytes after the end of an SP800-155 event");
    }
  }
}
