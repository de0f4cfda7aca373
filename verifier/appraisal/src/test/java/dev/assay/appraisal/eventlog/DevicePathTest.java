package dev.assay.appraisal.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.testing.Captures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Device paths are written for people as firmware writes them.
class DevicePathTest {
  private static final String END = "7fff0400";

  private static String text(String hex) throws MalformedInput {
    return DevicePath.parse(Bytes.fromHex(hex)).toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PciRoot(0x0)         | 02010c00d041030a00000000",
        "PcieRoot(0x1)        | 02010c00d041080a01000000",
        "Acpi(PNP0501,0x0)    | 02010c00d041010500000000",
        "Acpi(0x12345678,0x9) | 02010c007856341209000000",
        "Pci(0x1f,0x2)        | 01010600021f",
        "Ctrl(0x3)            | 0105080003000000",
        "VenHw(99E275E7-75A0-4B37-A2E6-C5385E6C00CB,00) |"
            + " 01041500e775e299a075374ba2e6c5385e6c00cb00",
        "Scsi(0x1,0x2)        | 0302080001000200",
        "USB(0x1,0x0)         | 030506000100",
        "Sata(0x0,0xffff,0x0) | 03120a000000ffff0000",
        "NVMe(0x1,00-25-38-5A-91-B0-24-F4) | 0317100001000000f424b0915a382500",
        "IPv6(2001:0db8:0000:0000:0000:0000:0000:0001) |"
            + " 030d3c0000000000000000000000000000000000"
            + "20010db8000000000000000000000001"
            + "000000000000000000000000000000000000000000000000",
        "Vlan(7)              | 031406000700",
        "Uri(http://a/b)      | 03180e00687474703a2f2f612f62",
        "CDROM(0x1,0x10,0x20) | 040218000100000010000000000000002000000000000000",
        "Fv(7CB8BDC9-F8EB-4F34-AAEA-3EE4AF6516A1) | 04071400c9bdb87cebf8344faaea3ee4af6516a1",
        "BBS(0x6,Network1)    | 05011100060000004e6574776f726b3100",
        "Offset(0x10,0x20)    | 040818000000000010000000000000002000000000000000",
        "Path(3,99,0102)      | 036306000102",
        "Path(1,1,021f00)     | 01010700021f00",
        "Path(1,1,02)         | 0101050002",
      })
  void nodesAreNamed(String text, String hex) throws MalformedInput {
    assertThat(text(hex + END)).isEqualTo(text);
  }

  @Test
  void partitionIsNamedByItsGuid() throws MalformedInput {
    assertThat(
            text(
                "04012a0001000000000800000000000000f00f0000000000"
                    + "a1a1a1a10001400180010000000000a10202"
                    + END))
        .isEqualTo("HD(1,GPT,a1a1a1a1-0100-0140-8001-0000000000a1,0x800,0xff000)");
  }

  @Test
  void networkPathOfARealBootIsReadable() {
    Event pxe = Captures.log("clean-A1").events().get(12);
    LoadOption option = (LoadOption) ((EventPayload.UefiVariable) pxe.payload()).content();

    assertThat(option.path())
        .hasToString("PciRoot(0x0)/Pci(0x2,0x0)/MAC(52540016a36e,0x1)/IPv4(0.0.0.0)");
  }

  @Test
  void pathsAndInstancesAreKeptApart() throws MalformedInput {
    assertThat(text("01010600021f" + "7f010400" + "010106000200" + END))
        .isEqualTo("Pci(0x1f,0x2), Pci(0x0,0x2)");
    assertThat(text("01010600021f" + END + "010106000200" + END))
        .isEqualTo("Pci(0x1f,0x2); Pci(0x0,0x2)");
    assertThat(text("")).isEmpty();
  }

  @Test
  void textInANodeCantBreakTheLine() throws MalformedInput {
    assertThat(text("03180600610a" + END)).isEqualTo("Path(3,24,610a)");
  }
}
