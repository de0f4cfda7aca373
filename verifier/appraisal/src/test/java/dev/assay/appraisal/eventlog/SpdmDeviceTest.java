package dev.assay.appraisal.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.codec.ByteWriter;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.testing.EventData;
import dev.assay.appraisal.testing.LogBuilder;
import dev.assay.appraisal.testing.SpdmData;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What devices say of themselves over SPDM. No machine of the corpus has one, so the bytes are put
/// together from the specification.
class SpdmDeviceTest {
  private static final SpdmDevice.Device.Pci NETWORK_CARD =
      new SpdmDevice.Device.Pci(0x8086, 0x1521, 1, Bytes.fromHex("000002"), 0x15D9, 0x1521);

  private static Event event(int pcr, EventType type, Bytes data) {
    return LogBuilder.agile().event(pcr, type, data).log().events().getLast();
  }

  private static SpdmDevice device(Bytes data) {
    return (SpdmDevice) event(2, EventType.EFI_SPDM_FIRMWARE_BLOB, data).payload();
  }

  @Test
  void measurementOfADeviceIsDecodedAndVerified() {
    Event event =
        event(
            2,
            EventType.EFI_SPDM_FIRMWARE_BLOB,
            SpdmData.second(0, 0, SpdmData.measurement(), SpdmData.pci()));
    SpdmDevice device = (SpdmDevice) event.payload();

    assertThat(device.authState()).isEqualTo(SpdmDevice.AuthState.SUCCESS);
    assertThat(device.path().orElseThrow()).hasToString("Pci(0x1f,0x0)");
    assertThat(device.uid()).isEqualTo(7);
    assertThat(device.device()).isEqualTo(NETWORK_CARD);
    assertThat(device.answer())
        .isEqualTo(
            new SpdmDevice.Answer.Measurements(
                0x12, 2, List.of(new SpdmDevice.Block(1, 1, Optional.of(1), SpdmData.DIGEST))));
    assertThat(event.trust()).isEqualTo(Trust.VERIFIED_DATA);
    assertThat(event.label()).isEqualTo("PCI 8086:1521");
  }

  @ParameterizedTest
  @CsvSource({
    "1,NO_AUTHORITY",
    "2,NO_BINDING",
    "3,NO_SIGNATURE",
    "4,INVALID",
    "255,NO_SPDM",
    "9,UNKNOWN"
  })
  void authenticationStatesAreToldApart(int number, SpdmDevice.AuthState state) {
    SpdmDevice device = device(SpdmData.second(number, 0, Bytes.EMPTY, SpdmData.pci()));

    assertThat(device.authState()).isEqualTo(state);
    assertThat(device.answer()).isEqualTo(new SpdmDevice.Answer.None());
  }

  @Test
  void firstVersionIsDecodedToo() {
    SpdmDevice device = device(SpdmData.first());

    assertThat(device.authState()).isEqualTo(SpdmDevice.AuthState.NOT_SAID);
    assertThat(device.device()).isEqualTo(NETWORK_CARD);
    assertThat(device.answer()).isInstanceOf(SpdmDevice.Answer.Measurements.class);
  }

  /// Firmware before there was a variable for it logged the device.
  @Test
  void devicesPolicyMayBeTheDeviceItself() {
    assertThat(event(7, EventType.EFI_SPDM_DEVICE_POLICY, SpdmData.first()).payload())
        .isEqualTo(device(SpdmData.first()));
  }

  @Test
  void lengthsThatDontAddUpAreMalformed() {
    Bytes whole = SpdmData.second(0, 0, SpdmData.measurement(), SpdmData.pci());
    for (Bytes wrong :
        List.of(
            whole.slice(0, whole.length() - 1),
            Bytes.concat(whole, Bytes.fromHex("00")),
            SpdmData.second(0, 0, SpdmData.measurement().slice(0, 20), SpdmData.pci()))) {
      assertThat(event(2, EventType.EFI_SPDM_FIRMWARE_BLOB, wrong).payload())
          .isInstanceOf(EventPayload.Malformed.class);
    }
  }

  @Test
  void measurementOfAnotherSpecificationKeepsItsBytes() {
    Bytes other = ByteWriter.littleEndian().u8(5).u8(2).u16(2).u16(0xABCD).toBytes();
    Bytes answer = ByteWriter.littleEndian().u16(0x12).u8(1).u8(0).u32(2).bytes(other).toBytes();

    assertThat(device(SpdmData.second(0, 0, answer, SpdmData.pci())).answer())
        .isEqualTo(
            new SpdmDevice.Answer.Measurements(
                0x12,
                2,
                List.of(new SpdmDevice.Block(5, 2, Optional.empty(), Bytes.fromHex("cdab")))));
  }

  @Test
  void measurementThatIsLongerThanItsValueIsMalformed() {
    Bytes block = ByteWriter.littleEndian().u8(1).u8(1).u16(4).u8(1).u16(0).u8(9).toBytes();
    Bytes answer = ByteWriter.littleEndian().u16(0x12).u8(1).u8(0).u32(2).bytes(block).toBytes();
    Bytes data = SpdmData.second(0, 0, answer, SpdmData.pci());

    assertThat(event(2, EventType.EFI_SPDM_FIRMWARE_BLOB, data).payload())
        .isInstanceOf(EventPayload.Malformed.class);
  }

  @Test
  void identityThatWentToAnNvIndexIsKept() {
    Bytes data = SpdmData.nvIndexInstance();
    LogBuilder log = LogBuilder.agile();
    Event event =
        log.entry(new LogBuilder.Entry(0x01C40200L, EventType.NO_ACTION, log.digests(data), data))
            .log()
            .events()
            .getLast();

    assertThat(event.extended()).isFalse();
    assertThat(event.pcrIndex()).isEmpty();
    assertThat(event.payload())
        .isInstanceOfSatisfying(
            EventPayload.NvIndexInstance.class,
            instance ->
                assertThat(instance.device().answer())
                    .isEqualTo(
                        new SpdmDevice.Answer.CertificateChain(0x12, 0, 2, SpdmData.DIGEST)));
  }

  @Test
  void messagesThatWentToAnNvIndexAreKept() {
    assertThat(
            LogBuilder.agile()
                .noAction(0x01C40201L, SpdmData.nvIndexDynamic())
                .log()
                .events()
                .getLast()
                .payload())
        .isEqualTo(new EventPayload.NvIndexDynamic(7, "SPDM CHALLENGE", SpdmData.DIGEST));
  }

  @Test
  void devicesAuthorityIsAVariable() {
    Bytes owner = Bytes.fromHex("00".repeat(16));
    Event event =
        event(
            7,
            EventType.EFI_SPDM_DEVICE_AUTHORITY,
            EventData.variable(owner, "devdb", Bytes.concat(owner, SpdmData.DIGEST)));

    assertThat(event.payload())
        .isInstanceOfSatisfying(
            EventPayload.UefiVariable.class,
            variable ->
                assertThat(variable.content()).isInstanceOf(VariableContent.Authority.class));
    assertThat(event.trust()).isEqualTo(Trust.VERIFIED_DATA);
  }
}
