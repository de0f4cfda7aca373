package dev.assay.appraisal.eventlog;

import dev.assay.appraisal.codec.ByteReader;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.codec.PlainText;
import dev.assay.appraisal.eventlog.TaggedEvents.TaggedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Decodes tagged events, and those that Windows nests in them.
final class TaggedEventDecoder {
  private static final int MAX_EVENTS = 4096;
  private static final int MAX_DEPTH = 4;
  private static final long AGGREGATION = 0x40000000L;
  private static final int HEADER = 8;

  /// What Linux' EFI stub and systemd say they measured: the digest is of that, not of the data.
  private static final Map<Long, String> LOADERS =
      Map.ofEntries(
          Map.entry(0x8F3B22ECL, "Linux initrd"),
          Map.entry(0x8F3B22EDL, "Linux load options"),
          Map.entry(0xF5BC582AL, "systemd-boot configuration"),
          Map.entry(0x6C46F751L, "systemd-stub devicetree addon"),
          Map.entry(0x49DFFE0FL, "systemd-stub initrd addon"),
          Map.entry(0xDAC08E1AL, "systemd-stub microcode addon"),
          Map.entry(0x13AED6DBL, "systemd-stub UKI profile"),
          Map.entry(0xD5CB7CBCL, "systemd-stub SMBIOS type 1"),
          Map.entry(0xE0D47BC8L, "systemd-stub SMBIOS type 2"),
          Map.entry(0xC0B3BD23L, "systemd-stub SMBIOS type 11"));

  private int left = MAX_EVENTS;

  private TaggedEventDecoder() {}

  /// Refuses anything that is no list of tagged events to its last byte, and more than 4,096 of
  /// them.
  static TaggedEvents decode(Bytes data) throws MalformedInput {
    List<TaggedEvent> events = new TaggedEventDecoder().list(data, 0);
    if (events.isEmpty()) {
      throw new MalformedInput("no tagged event", 0);
    }
    return new TaggedEvents(events);
  }

  /// Whether the event describes what a boot loader measured from elsewhere.
  static boolean describesOnly(TaggedEvents tagged) {
    return tagged.events().stream().anyMatch(event -> LOADERS.containsKey(event.id()));
  }

  private List<TaggedEvent> list(Bytes data, int depth) throws MalformedInput {
    ByteReader reader = ByteReader.littleEndian(data);
    List<TaggedEvent> events = new ArrayList<>();
    while (reader.remaining() > 0) {
      if (left-- == 0) {
        throw reader.malformed("more than " + MAX_EVENTS + " tagged events");
      }
      long id = reader.u32();
      Bytes contents = reader.take(reader.u32(), "a tagged event");
      events.add(event(id, contents, depth));
    }
    return events;
  }

  private TaggedEvent event(long id, Bytes contents, int depth) throws MalformedInput {
    String name = LOADERS.getOrDefault(id, WindowsEvents.name(id));
    boolean nests = (id & AGGREGATION) != 0 && name.startsWith(WindowsEvents.PREFIX);
    if (nests && depth < MAX_DEPTH && contents.length() >= HEADER) {
      return new TaggedEvent(id, name, Bytes.EMPTY, "", list(contents, depth + 1));
    }
    String text = LOADERS.containsKey(id) || WindowsEvents.isText(id) ? text(contents) : "";
    return new TaggedEvent(id, name, contents, text, List.of());
  }

  private static String text(Bytes contents) {
    return Text.ascii(contents)
        .or(() -> Text.utf16(contents))
        .filter(PlainText::isShown)
        .orElse("");
  }
}
