package dev.assay.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.agent.testing.Sysfs;
import dev.assay.v1.Inventory;
import dev.assay.v1.PciDevice;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComponentReportTest {
  @TempDir private Path folder;
  private Sysfs sysfs;

  @BeforeEach
  void mount() {
    sysfs = Sysfs.at(folder.resolve("sys"));
  }

  @Test
  void functionsAreListedBySlotWithWhatTheKernelSaysOfThem() {
    sysfs.function("0000:03:00.0", "8086:10D3", "20000", true);
    sysfs.function("0000:00:00.0", "1AF4:1041", "60000", false);

    assertThat(read().getPciDevicesList())
        .containsExactly(
            PciDevice.newBuilder()
                .setSlot("0000:00:00.0")
                .setVendor(0x1AF4)
                .setDevice(0x1041)
                .setSubsystemVendor(0x1AF4)
                .setSubsystemDevice(0x1100)
                .setClassCode(0x060000)
                .setRevision(2)
                .build(),
            PciDevice.newBuilder()
                .setSlot("0000:03:00.0")
                .setVendor(0x8086)
                .setDevice(0x10D3)
                .setSubsystemVendor(0x1AF4)
                .setSubsystemDevice(0x1100)
                .setClassCode(0x020000)
                .setRevision(2)
                .setOptionRom(true)
                .build());
  }

  @Test
  void virtualFunctionsAreToldFromRealOnes() {
    sysfs.function("0000:03:10.0", "8086:10D3", "20000", false);
    sysfs.write("bus/pci/devices/0000:03:10.0/physfn/uevent", "");

    assertThat(read().getPciDevices(0).getVirtualFunction()).isTrue();
  }

  @Test
  void tableIsForwardedByteForByte() {
    sysfs.smbios(new byte[] {1, 2, 3, 0});

    assertThat(read().getSmbiosTable().toByteArray()).containsExactly(1, 2, 3, 0);
  }

  @Test
  void whatIsNotThereIsAbsentWithTheReason() {
    var inventory = ComponentReport.read(folder.resolve("nowhere"));

    assertThat(inventory.getPciAbsent()).contains("nowhere").contains("does not exist");
    assertThat(inventory.getSmbiosAbsent()).contains("DMI does not exist");
  }

  @Test
  void tableOverTheLimitIsAbsentAndNotCut() {
    sysfs.smbios(new byte[ComponentReport.SMBIOS_LIMIT + 1]);

    assertThat(read().hasSmbiosTable()).isFalse();
    assertThat(read().getSmbiosAbsent()).contains("larger than the limit");
  }

  @Test
  void moreFunctionsThanTheLimitAreAbsentAndNotCut() {
    for (var i = 0; i <= PciFunctions.LIMIT; i++) {
      sysfs.function("%04x:%02x:00.0".formatted(i >> 8, i & 0xFF), "8086:10D3", "20000", false);
    }

    assertThat(read().getPciDevicesList()).isEmpty();
    assertThat(read().getPciAbsent()).contains("more than 4096");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "PCI_ID=8086\nPCI_CLASS=0\nPCI_SUBSYS_ID=0:0",
        "PCI_ID=8086:10D3F\nPCI_CLASS=0\nPCI_SUBSYS_ID=0:0",
        "PCI_ID=8086:-1\nPCI_CLASS=0\nPCI_SUBSYS_ID=0:0",
        "PCI_ID=8086:10D3\nPCI_CLASS=1000000\nPCI_SUBSYS_ID=0:0"
      })
  void oneFunctionThatSaysNothingMakesTheListAbsent(String uevent) {
    sysfs.function("0000:00:00.0", "1AF4:1041", "60000", false);
    sysfs.function("0000:03:00.0", "8086:10D3", "20000", true);
    sysfs.write("bus/pci/devices/0000:03:00.0/uevent", uevent);

    assertThat(read().getPciDevicesList()).isEmpty();
    assertThat(read().getPciAbsent()).contains("0000:03:00.0 does not say what the device is");
  }

  @Test
  void largestInventoryFitsTheContract() {
    for (var i = 0; i < PciFunctions.LIMIT; i++) {
      var slot = "%08x:%02x:00.0".formatted(0xFFFF0000 + (i >> 8), i & 0xFF);
      sysfs.function(slot, "FFFF:FFFF", "FFFFFF", true);
    }
    sysfs.smbios(new byte[ComponentReport.SMBIOS_LIMIT]);

    assertThat(read().getPciDevicesCount()).isEqualTo(PciFunctions.LIMIT);
    assertThat(read().getSerializedSize()).isLessThan(260_000);
  }

  private Inventory read() {
    return ComponentReport.read(sysfs.root());
  }
}
