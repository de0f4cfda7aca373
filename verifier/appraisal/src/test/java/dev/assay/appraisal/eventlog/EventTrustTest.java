package dev.assay.appraisal.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.testing.EventData;
import dev.assay.appraisal.testing.LogBuilder;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Data is verified only where every bank's digest is the hash of it.
class EventTrustTest {
  private static final Bytes VALUE = Bytes.fromHex("01000200");
  private static final Bytes BOOT_ORDER = EventData.variable("BootOrder", VALUE);

  private static Event last(LogBuilder log) {
    return log.log().events().getLast();
  }

  @Test
  void dataThatTheDigestCoversIsVerified() {
    Event event = last(LogBuilder.agile().event(4, EventType.EFI_ACTION, "Calling"));

    assertThat(event.trust()).isEqualTo(Trust.VERIFIED_DATA);
    assertThat(event.covered()).isEqualTo(event.data());
  }

  @Test
  void dataWithAnotherDigestInOneBankIsNotVerified() {
    LogBuilder log = LogBuilder.agile();
    Bytes data = EventData.ascii("Calling");
    Map<HashAlgorithm, Digest> digests = log.digests(data);
    digests.put(HashAlgorithm.SHA1, HashAlgorithm.SHA1.hash(Bytes.EMPTY));
    Event event = last(log.entry(new LogBuilder.Entry(4, EventType.EFI_ACTION, digests, data)));

    assertThat(event.trust()).isEqualTo(Trust.DIGEST_ONLY);
    assertThat(event.covered()).isEqualTo(Bytes.EMPTY);
  }

  @Test
  void dataThatShouldHashAndDoesNotIsSaidToBeBroken() {
    Bytes measured = EventData.ascii("something else");
    Bytes variable = EventData.variable("SecureBoot", Bytes.fromHex("01"));

    for (Event event :
        List.of(
            last(LogBuilder.agile().event(4, EventType.EFI_ACTION, measured, VALUE)),
            last(LogBuilder.agile().event(0, EventType.SEPARATOR, measured, Bytes.EMPTY)),
            last(
                LogBuilder.agile()
                    .event(7, EventType.EFI_VARIABLE_DRIVER_CONFIG, measured, variable)),
            last(LogBuilder.agile().event(1, EventType.EFI_VARIABLE_BOOT, measured, BOOT_ORDER)))) {
      assertThat(event.claimBroken()).as("%s", event).isTrue();
      assertThat(event.trust()).as("%s", event).isEqualTo(Trust.DIGEST_ONLY);
      assertThat(event.coverage()).as("%s", event).isEqualTo(Coverage.NOTHING);
    }
  }

  @Test
  void dataThatNeedNotHashIsNotBroken() {
    Bytes table = EventData.ascii("the table itself");
    Bytes name = EventData.ascii("ACPI DATA");

    Event event = last(LogBuilder.agile().event(1, EventType.PLATFORM_CONFIG_FLAGS, table, name));
    assertThat(event.claimBroken()).isFalse();
    assertThat(event.trust()).isEqualTo(Trust.UNTRUSTED_TEXT);
    assertThat(last(LogBuilder.agile().event(1, EventType.PLATFORM_CONFIG_FLAGS, name)).trust())
        .isEqualTo(Trust.VERIFIED_DATA);
  }

  @Test
  void errorSeparatorIsNotBroken() {
    Event event =
        last(
            LogBuilder.agile()
                .event(0, EventType.SEPARATOR, Bytes.fromHex("01000000"), name("what failed")));

    assertThat(event.claimBroken()).isFalse();
    assertThat(event.trust()).isEqualTo(Trust.UNTRUSTED_TEXT);
  }

  private static Bytes name(String text) {
    return EventData.ascii(text);
  }

  @Test
  void noActionClaimsNothing() {
    assertThat(last(LogBuilder.agile().startupLocality(3)).claimBroken()).isFalse();
  }

  @Test
  void sectionNamesOfAKernelImageAreVerified() {
    Bytes logged = EventData.utf16(".linux\0");
    Event name =
        last(LogBuilder.agile().event(11, EventType.IPL, EventData.ascii(".linux\0"), logged));
    Event content =
        last(LogBuilder.agile().event(11, EventType.IPL, EventData.ascii("MZ…kernel"), logged));

    assertThat(name.coverage()).isEqualTo(Coverage.TEXT);
    assertThat(name.covered()).isEqualTo(EventData.ascii(".linux\0"));
    assertThat(content.trust()).isEqualTo(Trust.UNTRUSTED_TEXT);
  }

  @Test
  void sectionNameThatIsNotAsciiIsNoOther() {
    Event event =
        last(
            LogBuilder.agile()
                .event(
                    11, EventType.IPL, EventData.ascii("?linux\0"), EventData.utf16("ßlinux\0")));

    assertThat(event.trust()).isEqualTo(Trust.UNTRUSTED_TEXT);
  }

  @Test
  void grubCommandAfterABareSpaceIsVerifiedToo() {
    Event event =
        last(
            LogBuilder.agile()
                .event(
                    8,
                    EventType.IPL,
                    EventData.ascii("insmod gzio\0"),
                    EventData.ascii("grub_cmd insmod gzio\0")));

    assertThat(event.payload()).isEqualTo(new EventPayload.IplText("grub_cmd", "insmod gzio"));
    assertThat(event.coverage()).isEqualTo(Coverage.TEXT);
  }

  @Test
  void bootVariableIsVerifiedByItsValueAlone() {
    Event event = last(LogBuilder.agile().event(1, EventType.EFI_VARIABLE_BOOT, VALUE, BOOT_ORDER));

    assertThat(event.trust()).isEqualTo(Trust.VERIFIED_DATA);
    assertThat(event.coverage()).isEqualTo(Coverage.VARIABLE_VALUE);
    assertThat(event.covered()).isEqualTo(VALUE);
  }

  @Test
  void bootVariableIsVerifiedAsAWholeToo() {
    Event event = last(LogBuilder.agile().event(1, EventType.EFI_VARIABLE_BOOT, BOOT_ORDER));

    assertThat(event.trust()).isEqualTo(Trust.VERIFIED_DATA);
    assertThat(event.coverage()).isEqualTo(Coverage.DATA);
    assertThat(event.covered()).isEqualTo(BOOT_ORDER);
  }

  @Test
  void otherVariablesAreVerifiedAsAWholeOnly() {
    Event event =
        last(LogBuilder.agile().event(1, EventType.EFI_VARIABLE_BOOT2, VALUE, BOOT_ORDER));

    assertThat(event.trust()).isEqualTo(Trust.DIGEST_ONLY);
  }

  @Test
  void grubCommandIsVerifiedWithoutItsPrefix() {
    Bytes data = EventData.ascii("grub_cmd: set default=0\0");
    Event bare =
        last(LogBuilder.agile().event(8, EventType.IPL, EventData.ascii("set default=0"), data));
    Event withNul =
        last(LogBuilder.agile().event(8, EventType.IPL, EventData.ascii("set default=0\0"), data));
    Event other =
        last(LogBuilder.agile().event(8, EventType.IPL, EventData.ascii("set default=1"), data));

    assertThat(bare.covered()).isEqualTo(EventData.ascii("set default=0"));
    assertThat(withNul.covered()).isEqualTo(EventData.ascii("set default=0\0"));
    assertThat(other.trust()).isEqualTo(Trust.UNTRUSTED_TEXT);
  }

  @Test
  void grubPrefixMeansNothingOutsideOfPcr8() {
    Bytes data = EventData.ascii("grub_cmd: set default=0");
    Event event =
        last(LogBuilder.agile().event(9, EventType.IPL, EventData.ascii("set default=0"), data));

    assertThat(event.trust()).isEqualTo(Trust.UNTRUSTED_TEXT);
    assertThat(event.payload()).isEqualTo(new EventPayload.IplText("", "grub_cmd: set default=0"));
  }

  @Test
  void descriptionsThatNoDigestCoversAreUntrusted() {
    Bytes image = EventData.imageLoad("\\EFI\\BOOT\\BOOTX64.EFI");
    Bytes blob = EventData.blob2("DXEFV", 1, 2);

    // Even where the digest happens to be of the data: the type says that it is not.
    assertThat(last(LogBuilder.agile().event(4, EventType.EFI_BOOT_SERVICES_APPLICATION, image)))
        .extracting(Event::trust, Event::label)
        .containsExactly(Trust.UNTRUSTED_TEXT, "'\\EFI\\BOOT\\BOOTX64.EFI'");
    assertThat(last(LogBuilder.agile().event(0, EventType.EFI_PLATFORM_FIRMWARE_BLOB2, blob)))
        .extracting(Event::trust, Event::label)
        .containsExactly(Trust.UNTRUSTED_TEXT, "'DXEFV'");
  }
}
