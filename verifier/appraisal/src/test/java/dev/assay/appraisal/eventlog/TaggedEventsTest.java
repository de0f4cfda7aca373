package dev.assay.appraisal.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.codec.ByteWriter;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.eventlog.TaggedEvents.TaggedEvent;
import dev.assay.appraisal.testing.EventData;
import dev.assay.appraisal.testing.LogBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

/// EV_EVENT_TAG of Windows, Linux and systemd.
class TaggedEventsTest {
  private static final int TRUSTBOUNDARY = 0x40010001;
  private static final int BOOTCOUNTER = 0x00020002;
  private static final int FILEPATH = 0x00070001;

  private static Bytes tag(int id, Bytes data) {
    return ByteWriter.littleEndian()
        .u32(Integer.toUnsignedLong(id))
        .u32(data.length())
        .bytes(data)
        .toBytes();
  }

  private static Event event(Bytes measured, Bytes data) {
    return LogBuilder.agile()
        .event(9, EventType.EVENT_TAG, measured, data)
        .log()
        .events()
        .getLast();
  }

  private static Event event(Bytes data) {
    return event(data, data);
  }

  @Test
  void windowsNestsItsEvents() {
    Bytes counter = Bytes.fromHex("2a00000000000000");
    Bytes path = EventData.utf16("\\Windows\0");
    Event event =
        event(tag(TRUSTBOUNDARY, Bytes.concat(tag(BOOTCOUNTER, counter), tag(FILEPATH, path))));

    assertThat(event.payload())
        .isEqualTo(
            new TaggedEvents(
                List.of(
                    new TaggedEvent(
                        TRUSTBOUNDARY,
                        "SIPAEVENT_TRUSTBOUNDARY",
                        Bytes.EMPTY,
                        "",
                        List.of(
                            new TaggedEvent(
                                BOOTCOUNTER, "SIPAEVENT_BOOTCOUNTER", counter, "", List.of()),
                            new TaggedEvent(
                                FILEPATH, "SIPAEVENT_FILEPATH", path, "\\Windows", List.of()))))));
    assertThat(event.trust()).isEqualTo(Trust.VERIFIED_DATA);
  }

  @Test
  void loadersSayOnlyWhatTheyMeasured() {
    Event initrd =
        event(
            EventData.ascii("the initrd itself"),
            tag(0x8F3B22EC, EventData.ascii("Linux initrd\0")));

    assertThat(initrd.label()).isEqualTo("'Linux initrd'");
    assertThat(initrd.trust()).isEqualTo(Trust.UNTRUSTED_TEXT);
    assertThat(initrd.claimBroken()).isFalse();
  }

  @Test
  void otherTagThatWasNotMeasuredIsKnownByItsDigestAlone() {
    Bytes measured = EventData.ascii("something else");

    assertThat(event(measured, tag(0x40012345, EventData.ascii("a claim"))).trust())
        .isEqualTo(Trust.DIGEST_ONLY);
  }

  @Test
  void textWithoutATagIsADescription() {
    assertThat(event(EventData.ascii("LOADED_IMAGE::LoadOptions\0")).payload())
        .isEqualTo(new EventPayload.Description("LOADED_IMAGE::LoadOptions"));
  }

  @Test
  void unknownTagKeepsItsBytes() {
    Bytes data = Bytes.fromHex("ff00ff");

    assertThat(event(tag(0x40012345, data)).payload())
        .isEqualTo(
            new TaggedEvents(List.of(new TaggedEvent(0x40012345L, "", data, "", List.of()))));
  }

  @Test
  void listThatDoesNotAddUpIsMalformed() {
    Bytes whole = tag(BOOTCOUNTER, Bytes.fromHex("2a00000000000000"));

    assertThat(event(whole.slice(0, whole.length() - 1)).payload())
        .isInstanceOf(EventPayload.Malformed.class);
    assertThat(event(Bytes.concat(whole, Bytes.fromHex("ff"))).payload())
        .isInstanceOf(EventPayload.Malformed.class);
    assertThat(event(tag(TRUSTBOUNDARY, Bytes.fromHex("ff".repeat(9)))).payload())
        .isInstanceOf(EventPayload.Malformed.class);
  }

  @Test
  void countlessTagsAreMalformed() {
    byte[] empty = new byte[8 * 4097];

    assertThat(event(Bytes.wrap(empty)).payload())
        .isEqualTo(new EventPayload.Malformed("more than 4096 tagged events"));
  }

  @Test
  void nestingEndsSomewhere() {
    Bytes data = Bytes.fromHex("ff");
    for (int depth = 0; depth < 1000; depth++) {
      data = tag(TRUSTBOUNDARY, data);
    }

    TaggedEvent event = ((TaggedEvents) event(data).payload()).events().getFirst();
    int depth = 0;
    while (!event.nested().isEmpty()) {
      event = event.nested().getFirst();
      depth++;
    }
    assertThat(depth).isEqualTo(4);
  }

  @Test
  void quoteAtTheEndOfAWindowsLogIsDecoded() {
    Event event =
        LogBuilder.agile()
            .noAction(0xFFFFFFFFL, tag(0xC0010004, tag(0x80080001, Bytes.fromHex("ff"))))
            .log()
            .events()
            .getLast();

    assertThat(event.label()).isEqualTo("SIPAEVENT_TRUSTPOINT_AGGREGATION");
    assertThat(event.trust()).isEqualTo(Trust.UNTRUSTED_TEXT);
  }
}
