package dev.assay.appraisal.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.testing.EventData;
import dev.assay.appraisal.testing.LogBuilder;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
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
  void bootVariableIsVerifiedByItsValueAlone() {
    Event event = last(LogBuilder.agile().event(1, EventType.EFI_VARIABLE_BOOT, VALUE, BOOT_ORDER));

    assertThat(event.trust()).isEqualTo(Trust.VERIFIED_DATA);
    assertThat(event.covered()).isEqualTo(VALUE);
  }

  @Test
  void bootVariableIsVerifiedAsAWholeToo() {
    Event event = last(LogBuilder.agile().event(1, EventType.EFI_VARIABLE_BOOT, BOOT_ORDER));

    assertThat(event.trust()).isEqualTo(Trust.VERIFIED_DATA);
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
