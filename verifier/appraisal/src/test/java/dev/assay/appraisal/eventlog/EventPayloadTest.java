package dev.assay.appraisal.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.codec.ByteWriter;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.testing.Captures;
import dev.assay.appraisal.testing.EventData;
import dev.assay.appraisal.testing.LogBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventPayloadTest {
  private static Event decoded(int pcr, EventType type, Bytes data) {
    return LogBuilder.agile().event(pcr, type, data).log().events().getLast();
  }

  private static VariableContent bootVariable(String name, Bytes value) {
    Event event = decoded(1, EventType.EFI_VARIABLE_BOOT2, EventData.variable(name, value));
    return ((EventPayload.UefiVariable) event.payload()).content();
  }

  @ParameterizedTest
  @CsvSource({"00000000,ZEROS", "FFFFFFFF,ONES", "01000000,ERROR"})
  void separatorsAreToldApart(String data, EventPayload.Separator.Kind kind) {
    Event event = decoded(0, EventType.SEPARATOR, Bytes.fromHex(data));

    assertThat(event.payload()).isEqualTo(new EventPayload.Separator(kind));
  }

  @Test
  void errorSeparatorIsKnownByItsDigestWhateverItsData() {
    Event event =
        LogBuilder.agile()
            .event(0, EventType.SEPARATOR, Bytes.fromHex("01000000"), EventData.ascii("oops"))
            .log()
            .events()
            .getLast();

    assertThat(event.payload())
        .isEqualTo(new EventPayload.Separator(EventPayload.Separator.Kind.ERROR));
    assertThat(event.label()).isEqualTo("error");
  }

  @ParameterizedTest
  @CsvSource({"20, true", "7e, true", "09, true", "1f, false", "7f, false", "80, false"})
  void textIsPrintableAscii(String last, boolean text) {
    Bytes data = Bytes.concat(EventData.ascii("a"), Bytes.fromHex(last), EventData.ascii("b"));
    EventPayload payload = decoded(4, EventType.EFI_ACTION, data).payload();

    assertThat(payload instanceof EventPayload.Action).isEqualTo(text);
    assertThat(payload instanceof EventPayload.Malformed).isNotEqualTo(text);
  }

  @Test
  void separatorLookAlikeIsMalformed() {
    assertThat(decoded(0, EventType.SEPARATOR, EventData.ascii("WBCL")).payload())
        .isInstanceOf(EventPayload.Malformed.class);
  }

  @Test
  void separatorOfWindowsIsADescription() {
    assertThat(decoded(12, EventType.SEPARATOR, EventData.ascii("WBCL")).payload())
        .isEqualTo(new EventPayload.Description("WBCL"));
  }

  @Test
  void bootOptionsOfARealBootAreDecoded() {
    Event pxe = Captures.log("clean-A1").events().get(12);

    EventPayload.UefiVariable variable = (EventPayload.UefiVariable) pxe.payload();
    LoadOption option = (LoadOption) variable.content();
    assertThat(variable.vendor()).hasToString("8be4df61-93ca-11d2-aa0d-00e098032b8c");
    assertThat(option.description()).isEqualTo("UEFI PXEv4 (MAC:52540016A36E)");
    assertThat(option.path().nodes().stream().flatMap(node -> node.macAddress().stream()))
        .containsExactly(Bytes.fromHex("52540016a36e"));
    assertThat(pxe.label()).isEqualTo("Boot0002");
    assertThat(pxe.detail()).isEqualTo("Boot0002 'UEFI PXEv4 (MAC:52540016A36E)'");
  }

  @Test
  void partitionTableOfARealBootIsDecoded() {
    EventPayload.Gpt gpt = (EventPayload.Gpt) Captures.log("clean-A1").events().get(26).payload();

    assertThat(gpt.disk()).hasToString("a1a1a1a1-0001-4001-8001-0000000000a1");
    assertThat(gpt.partitions()).extracting(GptPartition::name).containsExactly("ESP");
  }

  @Test
  void bootOrderNamesEachOptionOnce() {
    assertThat(bootVariable("BootOrder", Bytes.fromHex("01000200")))
        .isEqualTo(new VariableContent.BootOrder(List.of(1, 2)));
    assertThat(bootVariable("BootOrder", Bytes.fromHex("01000100")))
        .isInstanceOf(VariableContent.Broken.class);
    assertThat(bootVariable("BootOrder", Bytes.fromHex("010002")))
        .isInstanceOf(VariableContent.Broken.class);
  }

  @Test
  void loadOptionWithoutAWholeDevicePathIsBroken() {
    Bytes endless = Bytes.fromHex("01010400");
    Bytes tooShortNode = Bytes.fromHex("010103007fff0400");

    assertThat(bootVariable("Boot0001", EventData.loadOption("x", endless)))
        .isEqualTo(new VariableContent.Broken("a device path without its end node"));
    assertThat(bootVariable("Boot0001", EventData.loadOption("x", tooShortNode)))
        .isEqualTo(new VariableContent.Broken("a device path node of 3 bytes"));
    assertThat(bootVariable("Boot0001", EventData.loadOption("x", Bytes.EMPTY)))
        .isEqualTo(new VariableContent.Broken("a load option without a device path"));
  }

  @Test
  void variableWithMoreThanItSaysIsMalformed() {
    Bytes data = EventData.variable("SecureBoot", Bytes.fromHex("01"));

    assertThat(
            decoded(
                    7,
                    EventType.EFI_VARIABLE_DRIVER_CONFIG,
                    Bytes.concat(data, Bytes.fromHex("00")))
                .payload())
        .isEqualTo(new EventPayload.Malformed("1 bytes after the end of a variable"));
  }

  @ParameterizedTest
  @CsvSource({
    "EV_S_CRTM_VERSION in UCS-2, 31002e003200, 1.2",
    "in UCS-2 with a NUL, 310032000000, 12",
    "in ASCII, 312e322e33, 1.2.3",
    "a GUID, 61dfe48bca93d211aa0d00e098032b8c, 8be4df61-93ca-11d2-aa0d-00e098032b8c"
  })
  void firmwareVersionIsReadAsFirmwareWritesIt(String form, String data, String text) {
    assertThat(decoded(0, EventType.S_CRTM_VERSION, Bytes.fromHex(data)).payload())
        .as(form)
        .isEqualTo(new EventPayload.CrtmVersion(text));
  }

  @Test
  void noActionIsKnownByItsSignature() {
    Event event =
        LogBuilder.agile()
            .noAction(0, EventData.ascii("Vendor signature rest"))
            .log()
            .events()
            .getLast();

    assertThat(event.payload())
        .isEqualTo(new EventPayload.NoAction("Vendor signature", EventData.ascii(" rest")));
    assertThat(event.extended()).isFalse();
  }

  @Test
  void hcrtmComponentIsDecoded() {
    Bytes digest = Bytes.fromHex("ab".repeat(32));
    Bytes data =
        Bytes.concat(
            EventData.ascii("H-CRTM CompMeas\0"),
            Bytes.fromHex("03"),
            EventData.ascii("ACM"),
            Bytes.fromHex("002000"),
            digest);

    assertThat(LogBuilder.agile().noAction(0, data).log().events().getLast().payload())
        .isEqualTo(new EventPayload.HcrtmComponent("ACM", 0, digest));
  }

  @Test
  void tablesThatDontAddUpAreMalformed() {
    Bytes none = Bytes.fromHex("00".repeat(8));
    assertThat(decoded(1, EventType.EFI_HANDOFF_TABLES, none).payload())
        .isEqualTo(new EventPayload.HandoffTables("", List.of()));
    assertThat(
            decoded(1, EventType.EFI_HANDOFF_TABLES, Bytes.concat(none, Bytes.fromHex("00")))
                .payload())
        .isInstanceOf(EventPayload.Malformed.class);
  }

  /// Where it lies, with or without a description before it.
  @Test
  void contentsOfTheFirmwareMayBeABlob() {
    Bytes place = ByteWriter.littleEndian().u64(0xFF000000L).u64(0x90).toBytes();
    Bytes named = EventData.blob2("FIT", 0xFF000000L, 0x90);
    assertThat(decoded(0, EventType.S_CRTM_CONTENTS, place).payload())
        .isEqualTo(new EventPayload.FirmwareBlob("", 0xFF000000L, 0x90));
    assertThat(decoded(0, EventType.S_CRTM_CONTENTS, named).payload())
        .isEqualTo(new EventPayload.FirmwareBlob("FIT", 0xFF000000L, 0x90));
    assertThat(
            decoded(0, EventType.S_CRTM_CONTENTS, Bytes.concat(Bytes.fromHex("01ff"), place))
                .payload())
        .isInstanceOfSatisfying(
            EventPayload.Malformed.class,
            malformed -> assertThat(malformed.reason()).contains("no ASCII text"));
  }

  @Test
  void handoffTablesAreListed() {
    Bytes tables = Bytes.concat(Bytes.fromHex("0100000000000000"), EventData.GLOBAL);
    Bytes address = Bytes.fromHex("00b0df5d00000000");
    EventPayload.HandoffTables.Table table =
        new EventPayload.HandoffTables.Table(new Guid(EventData.GLOBAL), 0x5DDFB000);

    assertThat(decoded(1, EventType.EFI_HANDOFF_TABLES, Bytes.concat(tables, address)).payload())
        .isEqualTo(new EventPayload.HandoffTables("", List.of(table)));
    assertThat(
            decoded(
                    1,
                    EventType.EFI_HANDOFF_TABLES2,
                    Bytes.concat(Bytes.fromHex("0341"), EventData.ascii("CP"), tables, address))
                .payload())
        .isEqualTo(new EventPayload.HandoffTables("ACP", List.of(table)));
    assertThat(decoded(1, EventType.EFI_HANDOFF_TABLES, tables).payload())
        .isInstanceOf(EventPayload.Malformed.class);
    assertThat(decoded(1, EventType.EFI_HANDOFF_TABLES, Bytes.fromHex("ff".repeat(8))).payload())
        .isEqualTo(new EventPayload.Malformed("more than 1024 tables"));
  }

  @Test
  void whatVendorsFillAsTheyLikeIsTextOrOpaque() {
    assertThat(decoded(1, EventType.CPU_MICROCODE, EventData.ascii("CPU Microcode\0")).payload())
        .isEqualTo(new EventPayload.Description("CPU Microcode"));
    assertThat(decoded(2, EventType.PLATFORM_CONFIG_FLAGS, EventData.utf16("kernel\0")).payload())
        .isEqualTo(new EventPayload.Description("kernel"));
    assertThat(decoded(6, EventType.COMPACT_HASH, Bytes.fromHex("10000000")).payload())
        .isEqualTo(new EventPayload.Opaque());
  }

  @Test
  void labelsHoldNoControlCharactersAndStayShort() {
    Event event = decoded(8, EventType.IPL, EventData.ascii("grub_cmd: a\nb\r" + "c".repeat(200)));

    assertThat(event.label()).startsWith("'grub_cmd: a?b?ccc").endsWith("…'").hasSize(80);
  }

  @Test
  void filesOfImagesAreNamedUpToTheFirstEndNode() {
    Event event =
        decoded(4, EventType.EFI_BOOT_SERVICES_APPLICATION, EventData.imageLoad("\\EFI\\a.efi"));

    assertThat(((EventPayload.ImageLoad) event.payload()).path().file()).isEqualTo("\\EFI\\a.efi");
    assertThat(event.label()).isEqualTo("'\\EFI\\a.efi'");
  }

  @Test
  void eventTypesHaveTheNamesOfTheSpecification() {
    assertThat(new EventType(0x80000003).name()).isEqualTo("EV_EFI_BOOT_SERVICES_APPLICATION");
    assertThat(new EventType(0x800000E3).name()).isEqualTo("EV_EFI_SPDM_DEVICE_POLICY");
    assertThat(new EventType(0x40E).name()).isEqualTo("0x0000040E");
  }
}
