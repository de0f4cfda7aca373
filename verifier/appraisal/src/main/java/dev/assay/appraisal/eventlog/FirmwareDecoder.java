package dev.assay.appraisal.eventlog;

import dev.assay.appraisal.codec.ByteReader;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import java.util.ArrayList;
import java.util.List;

/// Decodes what says where code or tables lie in memory (TCG PFP, sections "UEFI_IMAGE_LOAD_EVENT",
/// "UEFI_PLATFORM_FIRMWARE_BLOB" and "UEFI_HANDOFF_TABLE_POINTERS").
final class FirmwareDecoder {
  private static final int BLOB = 16;
  private static final int MAX_TABLES = 1024;

  private FirmwareDecoder() {}

  /// Bytes after the path are let be: shim logs some, and no digest covers any of this.
  static EventPayload imageLoad(Bytes data) throws MalformedInput {
    ByteReader reader = ByteReader.littleEndian(data);
    long location = reader.u64();
    long length = reader.u64();
    long linkTime = reader.u64();
    long pathLength = reader.u64();
    DevicePath path = DevicePath.parse(reader.take(pathLength, "an image's device path"));
    return new EventPayload.ImageLoad(location, length, linkTime, path);
  }

  static EventPayload blob(Bytes data) throws MalformedInput {
    return blob("", ByteReader.littleEndian(data));
  }

  static EventPayload blob2(Bytes data) throws MalformedInput {
    ByteReader reader = ByteReader.littleEndian(data);
    return blob(description(reader), reader);
  }

  /// POST codes and S-CRTM contents are described by a text or by where they lie.
  static EventPayload blobOrText(Bytes data, boolean second) throws MalformedInput {
    var text = Text.ascii(data);
    if (text.isPresent()) {
      return new EventPayload.Description(text.get());
    }
    return second || data.length() != BLOB ? blob2(data) : blob(data);
  }

  static EventPayload handoffTables(Bytes data) throws MalformedInput {
    return handoffTables("", ByteReader.littleEndian(data));
  }

  static EventPayload handoffTables2(Bytes data) throws MalformedInput {
    ByteReader reader = ByteReader.littleEndian(data);
    return handoffTables(description(reader), reader);
  }

  private static EventPayload blob(String description, ByteReader reader) throws MalformedInput {
    EventPayload blob = new EventPayload.FirmwareBlob(description, reader.u64(), reader.u64());
    reader.expectEnd("a firmware blob event");
    return blob;
  }

  private static EventPayload handoffTables(String description, ByteReader reader)
      throws MalformedInput {
    long count = reader.u64();
    if (count < 0 || count > MAX_TABLES) {
      throw reader.malformed("more than " + MAX_TABLES + " tables");
    }
    List<EventPayload.HandoffTables.Table> tables = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      Guid vendor = Guid.read(reader, "a table's GUID");
      tables.add(new EventPayload.HandoffTables.Table(vendor, reader.u64()));
    }
    reader.expectEnd("a table of tables");
    return new EventPayload.HandoffTables(description, tables);
  }

  private static String description(ByteReader reader) throws MalformedInput {
    Bytes text = reader.take(reader.u8(), "a description");
    return Text.ascii(text)
        .orElseThrow(() -> reader.malformed("a description that is no ASCII text"));
  }
}
