package dev.assay.appraisal.eventlog;

import dev.assay.appraisal.codec.ByteReader;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import java.util.Optional;
import java.util.Set;

/// Decodes the data of an event by its type (TCG PFP, section "Event Types"). Never throws: data
/// that its type does not allow becomes [EventPayload.Malformed].
final class PayloadDecoder {
  private static final Bytes ZEROS = Bytes.fromHex("00000000");
  private static final Bytes ONES = Bytes.fromHex("FFFFFFFF");
  private static final Bytes ERROR = Bytes.fromHex("01000000");
  private static final Set<String> GRUB_PREFIXES =
      Set.of("grub_cmd", "kernel_cmdline", "module_cmdline");
  private static final int GRUB_COMMANDS = 8;
  private static final int GUID_AS_VERSION = 16;

  private PayloadDecoder() {}

  static EventPayload decode(Event event) {
    EventType type = event.type();
    Bytes data = event.data();
    try {
      return switch (type.id()) {
        case 0x03 -> NoActionDecoder.decode(data);
        case 0x04 -> separator(event);
        case 0x05, 0x12, 0x80000007 -> action(data);
        case 0x01, 0x07 -> blobOrText(data, false);
        case 0x13 -> blobOrText(data, true);
        case 0x08 -> crtmVersion(data);
        case 0x0D -> ipl(event.pcr(), data);
        case 0x80000001, 0x80000002, 0x8000000C, 0x800000E0 -> VariableDecoder.decode(event);
        case 0x80000003, 0x80000004, 0x80000005 -> imageLoad(data);
        case 0x80000006, 0x8000000D -> GptDecoder.decode(data);
        case 0x80000008 -> blob(data);
        case 0x8000000A -> blob2(data);
        default -> new EventPayload.Opaque();
      };
    } catch (MalformedInput e) {
      return new EventPayload.Malformed(e.reason());
    }
  }

  private static EventPayload separator(Event event) {
    Bytes data = event.data();
    if (data.equals(ZEROS)) {
      return new EventPayload.Separator(EventPayload.Separator.Kind.ZEROS);
    }
    if (data.equals(ONES)) {
      return new EventPayload.Separator(EventPayload.Separator.Kind.ONES);
    }
    boolean error =
        event.digests().values().stream()
            .allMatch(digest -> digest.algorithm().hash(ERROR).equals(digest));
    return error
        ? new EventPayload.Separator(EventPayload.Separator.Kind.ERROR)
        : new EventPayload.Malformed(
            "a separator of " + data.length() + " bytes that is none of the three allowed");
  }

  private static EventPayload action(Bytes data) {
    return Text.ascii(data)
        .<EventPayload>map(EventPayload.Action::new)
        .orElseGet(() -> new EventPayload.Malformed("an action that is no ASCII text"));
  }

  private static EventPayload crtmVersion(Bytes data) {
    return Text.utf16(data)
        .or(() -> Text.ascii(data).filter(Text::isOneLine))
        .or(
            () ->
                data.length() == GUID_AS_VERSION
                    ? Optional.of(new Guid(data).toString())
                    : Optional.empty())
        .<EventPayload>map(EventPayload.CrtmVersion::new)
        .orElseGet(() -> new EventPayload.Malformed("a version that is neither text nor GUID"));
  }

  /// GRUB writes "grub_cmd: " and the like before what it measures into PCR 8. Other loaders write
  /// ASCII or UCS-2, or anything else.
  private static EventPayload ipl(long pcr, Bytes data) {
    return Text.ascii(data)
        .or(() -> Text.utf16(data))
        .<EventPayload>map(text -> ipl(pcr, text))
        .orElseGet(EventPayload.Opaque::new);
  }

  private static EventPayload ipl(long pcr, String text) {
    int colon = pcr == GRUB_COMMANDS ? text.indexOf(": ") : -1;
    return colon >= 0 && GRUB_PREFIXES.contains(text.substring(0, colon))
        ? new EventPayload.IplText(text.substring(0, colon), text.substring(colon + 2))
        : new EventPayload.IplText("", text);
  }

  /// Bytes after the path are let be: shim logs some, and no digest covers any of this.
  private static EventPayload imageLoad(Bytes data) throws MalformedInput {
    ByteReader reader = ByteReader.littleEndian(data);
    long location = reader.u64();
    long length = reader.u64();
    long linkTime = reader.u64();
    long pathLength = reader.u64();
    DevicePath path = DevicePath.parse(reader.take(pathLength, "an image's device path"));
    return new EventPayload.ImageLoad(location, length, linkTime, path);
  }

  private static EventPayload blob(Bytes data) throws MalformedInput {
    ByteReader reader = ByteReader.littleEndian(data);
    EventPayload blob = new EventPayload.FirmwareBlob("", reader.u64(), reader.u64());
    reader.expectEnd("a firmware blob event");
    return blob;
  }

  private static EventPayload blob2(Bytes data) throws MalformedInput {
    ByteReader reader = ByteReader.littleEndian(data);
    Bytes text = reader.take(reader.u8(), "a firmware blob's description");
    String description =
        Text.ascii(text)
            .orElseThrow(() -> reader.malformed("a firmware blob's description is no ASCII text"));
    EventPayload blob = new EventPayload.FirmwareBlob(description, reader.u64(), reader.u64());
    reader.expectEnd("a firmware blob event");
    return blob;
  }

  /// POST codes and S-CRTM contents are described by a text or by where they lie.
  private static EventPayload blobOrText(Bytes data, boolean second) throws MalformedInput {
    var text = Text.ascii(data);
    if (text.isPresent()) {
      return new EventPayload.Action(text.get());
    }
    return second || data.length() != 16 ? blob2(data) : blob(data);
  }
}
