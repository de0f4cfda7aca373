package dev.assay.appraisal.golden;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.eventlog.DevicePath;
import dev.assay.appraisal.eventlog.Event;
import dev.assay.appraisal.eventlog.EventPayload;
import dev.assay.appraisal.eventlog.GptLayout;
import dev.assay.appraisal.eventlog.Guid;
import dev.assay.appraisal.eventlog.LoadOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// Where a varying field is within the covered bytes of an event.
///
/// @param from first byte
/// @param to after the last byte
record FieldRange(VaryingField field, int from, int to) {
  private static final int CRC32 = 4;
  private static final int UTF16_UNIT = 2;

  /// The ranges of all fields of a verified event, empty for events of other kinds.
  static List<FieldRange> of(Event event) {
    return switch (event.payload()) {
      case EventPayload.UefiVariable variable
          when variable.content() instanceof LoadOption option ->
          ofOption(option, start(event, variable));
      case EventPayload.Gpt gpt -> ofGpt(gpt);
      default -> List.of();
    };
  }

  /// The covered bytes are the variable's value or the whole structure, which the value ends.
  private static int start(Event event, EventPayload.UefiVariable variable) {
    return event.covered().length() - variable.value().length();
  }

  private static List<FieldRange> ofOption(LoadOption option, int start) {
    List<FieldRange> ranges = new ArrayList<>();
    for (DevicePath.Node node : option.path().nodes()) {
      node.macAddress()
          .ifPresent(
              mac -> {
                int at = start + option.pathOffset() + node.macOffset();
                ranges.add(new FieldRange(VaryingField.MAC_ADDRESS, at, at + mac.length()));
                addMentions(ranges, option.description(), mac, start);
              });
    }
    return ranges;
  }

  /// The address as hex digits in the description, in pairs that ':' or '-' may part.
  private static void addMentions(
      List<FieldRange> ranges, String description, Bytes mac, int start) {
    String digits = mac.toHex();
    for (int at = 0; at < description.length(); at++) {
      ranges.addAll(mention(description, at, digits, start));
    }
  }

  private static List<FieldRange> mention(String description, int from, String digits, int start) {
    List<FieldRange> mention = new ArrayList<>();
    int at = from;
    for (int i = 0; i < digits.length(); i++) {
      if (i > 0 && i % 2 == 0 && at < description.length() && isSeparator(description.charAt(at))) {
        at++;
      }
      if (at >= description.length()
          || hexDigit(description.charAt(at)) != hexDigit(digits.charAt(i))) {
        return List.of();
      }
      int place = start + LoadOption.DESCRIPTION_OFFSET + UTF16_UNIT * at;
      mention.add(new FieldRange(VaryingField.MAC_ADDRESS, place, place + UTF16_UNIT));
      at++;
    }
    return mention;
  }

  private static int hexDigit(char c) {
    return HexFormat.isHexDigit(c) ? HexFormat.fromHexDigit(c) : -1;
  }

  private static boolean isSeparator(char c) {
    return c == ':' || c == '-';
  }

  private static List<FieldRange> ofGpt(EventPayload.Gpt gpt) {
    List<FieldRange> ranges = new ArrayList<>();
    ranges.add(range(VaryingField.DISK_GUID, GptLayout.DISK_GUID, Guid.SIZE));
    ranges.add(range(VaryingField.DISK_GUID, GptLayout.HEADER_CRC, CRC32));
    for (int i = 0; i < gpt.partitions().size(); i++) {
      int entry = GptLayout.ENTRIES + i * gpt.entrySize();
      ranges.add(range(VaryingField.PARTITION_GUID, entry + GptLayout.UNIQUE_GUID, Guid.SIZE));
      ranges.add(range(VaryingField.PARTITION_GUID, GptLayout.ENTRIES_CRC, CRC32));
      ranges.add(range(VaryingField.PARTITION_GUID, GptLayout.HEADER_CRC, CRC32));
    }
    return ranges;
  }

  private static FieldRange range(VaryingField field, int from, int length) {
    return new FieldRange(field, from, from + length);
  }
}
