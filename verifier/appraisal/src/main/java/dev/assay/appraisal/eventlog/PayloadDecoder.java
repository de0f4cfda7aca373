package dev.assay.appraisal.eventlog;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.codec.PlainText;
import java.util.Optional;

/// Decodes the data of an event by its type (TCG PFP, section "Event Types"). Never throws: data
/// that its type does not allow becomes [EventPayload.Malformed].
final class PayloadDecoder {
  private static final Bytes ZEROS = Bytes.fromHex("00000000");
  private static final Bytes ONES = Bytes.fromHex("FFFFFFFF");
  private static final Bytes ERROR = Bytes.fromHex("01000000");
  private static final int GUID_AS_VERSION = 16;
  private static final int FIRST_LOADER_PCR = 8;

  private PayloadDecoder() {}

  static EventPayload decode(Event event) {
    try {
      return decodeStrictly(event, event.data());
    } catch (MalformedInput e) {
      return new EventPayload.Malformed(e.reason());
    }
  }

  private static EventPayload decodeStrictly(Event event, Bytes data) throws MalformedInput {
    return switch (event.type().id()) {
      case 0x03 -> NoActionDecoder.decode(data);
      case 0x04 -> separator(event);
      case 0x05, 0x12, 0x80000007 -> action(data);
      case 0x06 -> tagged(data);
      case 0x08 -> crtmVersion(data);
      case 0x0D -> IplDecoder.decode(event.pcr(), data);
      case 0x01, 0x07 -> FirmwareDecoder.blobOrText(data, false);
      case 0x13 -> FirmwareDecoder.blobOrText(data, true);
      case 0x00, 0x09, 0x0A, 0x0B, 0x0C, 0x0E, 0x0F, 0x10, 0x11, 0x80000010 -> described(data);
      case 0x80000001, 0x80000002, 0x8000000C, 0x800000E0 -> VariableDecoder.decode(event);
      case 0x800000E1, 0x800000E2 -> SpdmDecoder.decode(data);
      case 0x800000E3, 0x800000E4 -> devicePolicy(event);
      case 0x80000003, 0x80000004, 0x80000005 -> FirmwareDecoder.imageLoad(data);
      case 0x80000006, 0x8000000D -> GptDecoder.decode(data);
      case 0x80000008 -> FirmwareDecoder.blob(data);
      case 0x8000000A -> FirmwareDecoder.blob2(data);
      case 0x80000009 -> FirmwareDecoder.handoffTables(data);
      case 0x8000000B -> FirmwareDecoder.handoffTables2(data);
      default -> new EventPayload.Opaque();
    };
  }

  /// Whether every digest is that of the number 1: the firmware failed while measuring.
  static boolean isErrorSeparator(Event event) {
    return event.digestsAreOf(ERROR);
  }

  /// The firmware's are of three kinds. Windows ends what it measures into PCR 12 to 14 with a
  /// text.
  private static EventPayload separator(Event event) {
    Bytes data = event.data();
    if (data.equals(ZEROS)) {
      return new EventPayload.Separator(EventPayload.Separator.Kind.ZEROS);
    }
    if (data.equals(ONES)) {
      return new EventPayload.Separator(EventPayload.Separator.Kind.ONES);
    }
    if (isErrorSeparator(event)) {
      return new EventPayload.Separator(EventPayload.Separator.Kind.ERROR);
    }
    if (event.pcr() >= FIRST_LOADER_PCR && !Text.ascii(data).orElse("").isEmpty()) {
      return described(data);
    }
    return new EventPayload.Malformed(
        "a separator of " + data.length() + " bytes that is none of the three allowed");
  }

  private static EventPayload action(Bytes data) {
    return Text.ascii(data)
        .<EventPayload>map(EventPayload.Action::new)
        .orElseGet(() -> new EventPayload.Malformed("an action that is no ASCII text"));
  }

  /// Loaders that know no tags write a bare text.
  private static EventPayload tagged(Bytes data) throws MalformedInput {
    try {
      return TaggedEventDecoder.decode(data);
    } catch (MalformedInput e) {
      return new EventPayload.Description(
          Text.ascii(data).filter(text -> !text.isEmpty()).orElseThrow(() -> e));
    }
  }

  private static EventPayload crtmVersion(Bytes data) {
    return Text.utf16(data)
        .or(() -> Text.ascii(data).filter(PlainText::isShown))
        .or(
            () ->
                data.length() == GUID_AS_VERSION
                    ? Optional.of(new Guid(data).toString())
                    : Optional.empty())
        .<EventPayload>map(EventPayload.CrtmVersion::new)
        .orElseGet(() -> new EventPayload.Malformed("a version that is neither text nor GUID"));
  }

  /// What vendors fill as they like.
  private static EventPayload described(Bytes data) {
    return Text.ascii(data)
        .or(() -> Text.utf16(data))
        .filter(text -> !text.isEmpty())
        .<EventPayload>map(EventPayload.Description::new)
        .orElseGet(EventPayload.Opaque::new);
  }

  /// What authenticates devices is kept in a variable of its own; firmware before that had no
  /// variable and logged the device.
  private static EventPayload devicePolicy(Event event) throws MalformedInput {
    return SpdmDecoder.isSpdm(event.data())
        ? SpdmDecoder.decode(event.data())
        : VariableDecoder.decode(event);
  }
}
