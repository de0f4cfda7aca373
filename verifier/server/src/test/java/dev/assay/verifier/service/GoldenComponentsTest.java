package dev.assay.verifier.service;

import static dev.assay.verifier.testing.TestService.MODEL;
import static dev.assay.verifier.testing.TestService.OPERATOR;
import static dev.assay.verifier.testing.TestService.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.Verdict;
import dev.assay.appraisal.golden.ComponentDifference.Resolution;
import dev.assay.appraisal.golden.ComponentKind;
import dev.assay.appraisal.golden.ComponentKind.Part;
import dev.assay.appraisal.golden.ComponentList;
import dev.assay.appraisal.golden.ComponentRule;
import dev.assay.appraisal.golden.ExpectedComponents.Expected;
import dev.assay.appraisal.golden.GoldenSet;
import dev.assay.appraisal.golden.Layer;
import dev.assay.appraisal.golden.Quorum;
import dev.assay.golden.GoldenJson;
import dev.assay.verifier.testing.TestMachine;
import dev.assay.verifier.testing.TestService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What machines report of their components, learned into golden sets and compared with them, on a
/// real database.
class GoldenComponentsTest {
  private static final ComponentKind.Pci BRIDGE =
      new ComponentKind.Pci(0x8086, 0x29C0, 0, 0, 0x060000, 0, false);
  private static final ComponentKind.Pci NIC =
      new ComponentKind.Pci(0x8086, 0x10D3, 0x8086, 0xA01F, 0x020000, 2, true);
  private static final ComponentKind.Pci IMPLANT =
      new ComponentKind.Pci(0x1234, 0x0001, 0, 0, 0x0C0330, 0, false);

  private final TestService service = new TestService();

  private TestMachine machine(String name, ComponentKind.Pci... pci) {
    var machine = service.enroll(TestMachine.booted(name, "clean-A1"));
    service.approve(machine);
    service.attest(machine, listing(name, pci));
    return machine;
  }

  /// With memory of a serial of its own, and every card in a slot of its own.
  private static Inventory listing(String name, ComponentKind.Pci... pci) {
    var devices = new ArrayList<PciDevice>();
    for (var kind : pci) {
      var slot = "0000:%02x:%02x.0".formatted(devices.size(), name.hashCode() & 0x1F);
      devices.add(new PciDevice(slot, kind, false));
    }
    devices.add(new PciDevice("0000:70:00.1", IMPLANT, true));
    return new Inventory(
        new Inventory.Pci.Listed(devices),
        new Inventory.Smbios.Listed(
            List.of(
                new SmbiosPart(Part.Type.MEMORY, "A1", "Samsung", "M393", "serial of " + name))));
  }

  private GoldenSet activated(ComponentRule rule, TestMachine... from) {
    var set = proposed(rule, from);
    done(service.goldenLife.activate(set.id(), Activation.forced("in a test"), OPERATOR));
    return set.set();
  }

  private GoldenRecord proposed(ComponentRule rule, TestMachine... from) {
    var order =
        new LearnOrder(
            MODEL,
            Stream.of(from).map(TestMachine::id).toList(),
            Quorum.MAJORITY,
            Optional.empty(),
            Optional.empty(),
            Set.of(Layer.FIRMWARE),
            Optional.empty(),
            rule);
    return done(service.golden.propose(order, OPERATOR)).sets().getFirst();
  }

  private GoldenSet learned() {
    return activated(
        ComponentRule.COMMON,
        machine("a1", BRIDGE, NIC),
        machine("a2", BRIDGE, NIC),
        machine("a3", BRIDGE, NIC));
  }

  private static List<RecordedFinding> ofGolden(Receipt receipt) {
    return receipt.findings().stream()
        .filter(finding -> GoldenComponents.CODES.contains(finding.code()))
        .toList();
  }

  @Test
  void whatSiblingsReportIsInTheSetWithoutPlacesAndSerials() {
    var set = learned();

    assertThat(set.components().orElseThrow().of(ComponentList.PCI).orElseThrow())
        .containsExactly(new Expected(NIC, 1, 1), new Expected(BRIDGE, 1, 1));
    assertThat(set.components().orElseThrow().of(ComponentList.SMBIOS).orElseThrow())
        .containsExactly(
            new Expected(new ComponentKind.Part(Part.Type.MEMORY, "Samsung", "M393"), 1, 1));
    assertThat(GoldenJson.write(set)).doesNotContain("serial", "0000:");
    assertThat(done(service.golden.show(set.id())).set()).isEqualTo(set);
  }

  @Test
  void machineWithTheSameComponentsElsewhereHasNoFinding() {
    learned();
    assertThat(ofGolden(service.attest(machine("b1", NIC, BRIDGE)))).isEmpty();
  }

  /// Approved with it: only siblings and the golden set know that it does not belong there.
  @Test
  void componentThatAMachineCameWithIsSeenByTheGoldenSet() {
    var set = learned();
    var receipt = service.attest(machine("b1", BRIDGE, NIC, IMPLANT));

    assertThat(receipt.verdict()).isEqualTo(Verdict.WARNING);
    assertThat(ofGolden(receipt))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.code()).isEqualTo("COMPONENT_BEYOND_GOLDEN");
              assertThat(finding.message()).contains(set.id(), "PCI 1234:0001, class 0c0330");
              assertThat(finding.data())
                  .containsEntry("basis", "reported, not proven")
                  .containsEntry("goldenSet", set.id());
            });
  }

  @Test
  void componentThatAMachineLacksIsSeenByTheGoldenSet() {
    learned();
    var receipt = service.attest(machine("b1", BRIDGE));

    assertThat(receipt.verdict()).isEqualTo(Verdict.WARNING);
    assertThat(ofGolden(receipt))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.code()).isEqualTo("COMPONENT_SHORT_OF_GOLDEN");
              assertThat(finding.message()).contains("8086:10d3");
            });
  }

  @Test
  void oneCardTooManyOfAKindIsSeen() {
    learned();
    assertThat(ofGolden(service.attest(machine("b1", BRIDGE, NIC, NIC))))
        .extracting(RecordedFinding::message)
        .singleElement()
        .asString()
        .contains("the second of it");
  }

  @Test
  void hostThatListsNothingIsNotPassedOver() {
    learned();
    var silent = service.enroll(TestMachine.booted("b1", "clean-A1"));
    service.approve(silent);

    assertThat(ofGolden(service.attest(silent)))
        .extracting(RecordedFinding::message)
        .singleElement()
        .asString()
        .contains("any PCI devices; any SMBIOS parts");
  }

  @Test
  void changeIsSeenWhenItIsReportedAndAsLongAsItLasts() {
    learned();
    var machine = machine("b1", BRIDGE, NIC);
    assertThat(ofGolden(service.attest(machine))).isEmpty();

    var swapped = service.attest(machine, listing("b1", BRIDGE, IMPLANT));
    assertThat(ofGolden(swapped))
        .extracting(RecordedFinding::code)
        .containsExactly("COMPONENT_BEYOND_GOLDEN", "COMPONENT_SHORT_OF_GOLDEN");
    assertThat(ofGolden(service.attest(machine))).as("also unsent").hasSize(2);

    assertThat(ofGolden(service.attest(machine, listing("b1", BRIDGE, NIC)))).isEmpty();
  }

  @Test
  void machineThatTaughtAndStandsOutIsToldOfBeforeAnyoneSigns() {
    var set =
        proposed(
            ComponentRule.COMMON,
            machine("a1", BRIDGE, NIC),
            machine("a2", BRIDGE, NIC),
            machine("a3", BRIDGE, NIC, IMPLANT));

    assertThat(set.set().components().orElseThrow().of(ComponentList.PCI).orElseThrow())
        .extracting(Expected::kind)
        .doesNotContain(IMPLANT);
    assertThat(done(service.golden.show(set.id())).learning().components())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.resolution()).isEqualTo(Resolution.LEFT_OUT);
              assertThat(one.words()).isEqualTo(IMPLANT.words());
              assertThat(one.examples()).singleElement().asString().startsWith("a3 (");
            });
  }

  @Test
  void personMayLeaveComponentsOutOfASet() {
    var a1 = machine("a1", BRIDGE, NIC);
    var a2 = machine("a2", BRIDGE, NIC);
    assertThat(activated(ComponentRule.NONE, a1, a2).components()).isEmpty();
    assertThat(ofGolden(service.attest(machine("b1", BRIDGE)))).isEmpty();
  }

  @Test
  void previewShowsWhoseComponentsAreOtherwise() {
    var a1 = machine("a1", BRIDGE, NIC);
    var a2 = machine("a2", BRIDGE, NIC);
    activated(ComponentRule.NONE, a1, a2);
    var odd = machine("b1", BRIDGE, IMPLANT);
    var before = service.attest(odd).verdict();
    var set = proposed(ComponentRule.COMMON, a1, a2);

    var preview = done(service.preview.activation(set.id(), false));

    assertThat(preview.changes())
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.machine()).isEqualTo(odd.id());
              assertThat(change.before()).isEqualTo(before);
              assertThat(change.after()).isEqualTo(Verdict.WARNING);
              assertThat(change.first().orElseThrow().code()).isEqualTo("COMPONENT_BEYOND_GOLDEN");
            });
    done(service.goldenLife.activate(set.id(), Activation.forced("in a test"), OPERATOR));
    var receipt = service.attest(odd);
    assertThat(receipt.verdict()).isEqualTo(Verdict.WARNING);
    assertThat(done(service.reappraise.machine(odd.id(), Optional.empty())).same()).isTrue();
  }

  /// While an update is rolled out, a machine is held to the set that its boot was compared with.
  @Test
  void setBesideTheNewOneKeepsItsOwnComponents() {
    var old = learned();
    var c1 = updated("c1", BRIDGE, NIC, NIC);
    var c2 = updated("c2", BRIDGE, NIC, NIC);
    var next = proposed(ComponentRule.COMMON, c1, c2);
    var until = service.clock.instant().plus(Duration.ofDays(1));
    var beside = new Activation(Optional.of(until), Optional.empty(), Optional.of("in a test"));
    done(service.goldenLife.activate(next.id(), beside, OPERATOR));

    assertThat(ofGolden(service.attest(c1))).isEmpty();
    assertThat(ofGolden(service.attest(machine("b1", BRIDGE, NIC)))).isEmpty();
    assertThat(ofGolden(service.attest(machine("b2", BRIDGE, NIC, NIC))))
        .singleElement()
        .satisfies(one -> assertThat(one.data()).containsEntry("goldenSet", old.id()));
  }

  private TestMachine updated(String name, ComponentKind.Pci... pci) {
    var machine = service.enroll(TestMachine.booted(name, "fw-update-A2"));
    service.approve(machine);
    service.attest(machine, listing(name, pci));
    return machine;
  }

  @Test
  void siblingsAreNotAskedAboutWhatPeopleSigned() {
    learned();
    for (int i = 0; i < 10; i++) {
      machine("s" + i, BRIDGE, NIC);
    }
    var findings = service.attest(machine("b1", BRIDGE, NIC, IMPLANT)).findings();
    assertThat(findings)
        .extracting(RecordedFinding::code)
        .contains("COMPONENT_BEYOND_GOLDEN")
        .doesNotContain("COMPONENT_RARE");
  }
}
