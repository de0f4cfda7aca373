package dev.assay.verifier.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.finding.Severity;
import dev.assay.appraisal.golden.ComponentKind;
import dev.assay.appraisal.golden.ComponentKind.Part;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ComponentFindingsTest {
  private static final PciDevice BRIDGE = device("0000:00:00.0", 0x29C0, false);
  private static final PciDevice NIC = device("0000:03:00.0", 0x10D3, true);
  private static final SmbiosPart DIMM =
      new SmbiosPart(Part.Type.MEMORY, "DIMM_A1", "Samsung", "M393", "12AB");

  @Test
  void sameComponentsAreNoFinding() {
    assertThat(between(of(BRIDGE, NIC), of(BRIDGE, NIC))).isEmpty();
  }

  @Test
  void addedDeviceIsSeen() {
    var finding = between(of(BRIDGE), of(BRIDGE, NIC)).getFirst();

    assertThat(finding.code()).isEqualTo("COMPONENT_ADDED");
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.message())
        .contains("PCI 0000:03:00.0 8086:10d3, class 020000, with an option ROM");
    assertThat(finding.data()).containsEntry("basis", "reported, not proven");
  }

  @Test
  void missingDeviceIsSeen() {
    assertThat(between(of(BRIDGE, NIC), of(BRIDGE)))
        .extracting(RecordedFinding::code)
        .containsExactly("COMPONENT_MISSING");
  }

  @Test
  void optionRomThatWasNotThereMakesItAnotherDevice() {
    var bare = device(NIC.slot(), NIC.kind().device(), false);

    assertThat(between(of(bare), of(NIC)))
        .extracting(RecordedFinding::code)
        .containsExactly("COMPONENT_ADDED", "COMPONENT_MISSING");
  }

  @Test
  void sameCardInAnotherSlotIsTheSameCard() {
    assertThat(between(of(NIC), of(NIC.elsewhere("0000:04:00.0")))).isEmpty();
  }

  @Test
  void secondCardOfAKindIsAnAddedOne() {
    var second = NIC.elsewhere("0000:02:00.0");

    assertThat(between(of(NIC), of(second, NIC)).getFirst().message()).contains("0000:02:00.0");
  }

  @Test
  void virtualFunctionsComeAndGo() {
    var virtual =
        new PciDevice(
            "0000:03:10.0", new ComponentKind.Pci(0x8086, 0x10ED, 0, 0, 0x020000, 0, false), true);

    assertThat(between(of(NIC), of(NIC, virtual))).isEmpty();
    assertThat(between(of(NIC, virtual), of(NIC))).isEmpty();
  }

  @Test
  void exchangedMemoryIsSeenByItsSerial() {
    var other = new SmbiosPart(Part.Type.MEMORY, "DIMM_A1", "Samsung", "M393", "99");

    assertThat(between(listing(DIMM), listing(other)))
        .extracting(RecordedFinding::message)
        .satisfiesExactly(
            added -> assertThat(added).contains("memory DIMM_A1 Samsung M393 serial 99"),
            missing -> assertThat(missing).contains("serial 12AB"));
  }

  @Test
  void listThatIsNoLongerThereIsSeen() {
    var hidden =
        new Inventory(
            new Inventory.Pci.Absent("permission denied"), new Inventory.Smbios.Malformed("cut"));

    var findings = between(listing(DIMM), hidden);

    assertThat(findings).extracting(RecordedFinding::code).containsExactly("COMPONENTS_UNSEEN");
    assertThat(findings.getFirst().message())
        .contains("PCI devices: permission denied", "SMBIOS table: cut");
  }

  @Test
  void whatWasNeverListedIsNotCompared() {
    var blind = new Inventory(new Inventory.Pci.Absent("no"), new Inventory.Smbios.Absent("no"));

    assertThat(between(blind, of(NIC))).isEmpty();
  }

  @Test
  void findingOfThousandsIsShort() {
    var many =
        IntStream.range(0, 4_000)
            .mapToObj(i -> device("%04x:%02x:00.0".formatted(i >> 8, i & 0xFF), i, false))
            .toArray(PciDevice[]::new);

    var finding = between(of(), of(many)).getFirst();

    assertThat(finding.message()).hasSizeLessThan(1_000).contains("4000 components", "and more");
    assertThat(finding.data()).hasSizeLessThan(70);
  }

  private static List<RecordedFinding> between(Inventory approved, Inventory now) {
    return ComponentFindings.between(approved, now);
  }

  private static Inventory of(PciDevice... devices) {
    return new Inventory(
        new Inventory.Pci.Listed(List.of(devices)), new Inventory.Smbios.Listed(List.of(DIMM)));
  }

  private static Inventory listing(SmbiosPart... parts) {
    return new Inventory(
        new Inventory.Pci.Listed(List.of()), new Inventory.Smbios.Listed(List.of(parts)));
  }

  private static PciDevice device(String slot, int device, boolean rom) {
    return new PciDevice(
        slot, new ComponentKind.Pci(0x8086, device, 0x8086, 0xA01F, 0x020000, 2, rom), false);
  }
}
