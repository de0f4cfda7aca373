package dev.assay.verifier.service;

import static dev.assay.verifier.testing.Assertions.assertDeclined;
import static dev.assay.verifier.testing.TestService.done;
import static dev.assay.verifier.testing.TestService.sent;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.Verdict;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.golden.ComponentKind;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.verifier.testing.TestMachine;
import dev.assay.verifier.testing.TestService;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What becomes of the components that machines report.
class InventoryTest {
  private static final PciDevice BRIDGE = device("0000:00:00.0");
  private static final PciDevice CARD = device("0000:03:00.0");

  private final TestService service = new TestService();
  private TestMachine machine;

  @BeforeEach
  void enrolled() {
    machine = service.enroll(TestMachine.booted("a1", "clean-A1"));
  }

  @Test
  void authenticInventoryIsKeptWithWhenItChanged() {
    report(inventory(BRIDGE));
    var since = service.clock.instant();
    service.clock.advance(Duration.ofMinutes(5));
    report(inventory(BRIDGE));

    assertThat(kept().inventory()).isEqualTo(inventory(BRIDGE));
    assertThat(kept().since()).isEqualTo(since);

    service.clock.advance(Duration.ofMinutes(5));
    report(inventory(BRIDGE, CARD));
    assertThat(kept().since()).isEqualTo(service.clock.instant());
  }

  @Test
  void keptInventoryIsNamedInTheNextChallengeOfAnyStream() {
    try (var session = service.open(machine)) {
      assertThat(done(session.challenge()).knownInventory()).isEmpty();
    }
    report(inventory(BRIDGE));
    try (var session = service.open(machine)) {
      assertThat(done(session.challenge()).knownInventory()).contains(digest(inventory(BRIDGE)));
    }
  }

  @Test
  void inventoryOfForgedEvidenceIsForgotten() {
    try (var session = service.open(machine)) {
      var challenge = done(session.challenge());
      session.inventory(sent(inventory(CARD)));
      TestService.send(machine, session);
      var forged =
          machine.answer(
              new IssuedChallenge(
                  HashAlgorithm.SHA256.hash(Bytes.EMPTY).value(),
                  challenge.selection(),
                  Optional.empty(),
                  Optional.empty(),
                  challenge.expiresIn()));
      var receipt =
          done(session.evidence(TestMachine.naming(forged, digest(inventory(CARD)).value())));
      assertThat(receipt.authentic()).isFalse();
    }
    assertDeclined(service.fleet.inventory(machine.id()), Decline.NOT_FOUND);
  }

  @Test
  void evidenceMustNameTheInventoryThatWasSent() {
    try (var session = service.open(machine)) {
      var challenge = done(session.challenge());
      session.inventory(sent(inventory(BRIDGE)));
      TestService.send(machine, session);
      assertDeclined(session.evidence(machine.answer(challenge)), Decline.INVALID);
    }
    try (var session = service.open(machine)) {
      var challenge = done(session.challenge());
      TestService.send(machine, session);
      var naming = TestMachine.naming(machine.answer(challenge), digest(inventory(CARD)).value());
      assertDeclined(session.evidence(naming), Decline.INVALID);
    }
  }

  @Test
  void inventoryOutOfTurnOrTwiceIsRefused() {
    try (var session = service.open(machine)) {
      assertThat(session.inventory(sent(inventory(BRIDGE)))).isPresent();
      done(session.challenge());
      assertThat(session.inventory(sent(inventory(BRIDGE)))).isEmpty();
      assertThat(session.inventory(sent(inventory(BRIDGE)))).isPresent();
    }
  }

  @Test
  void componentAddedSinceApprovalIsAWarningUntilItIsApproved() {
    report(inventory(BRIDGE));
    service.approve(machine);
    service.learn(machine, service.active("a2", "clean-A2"));
    assertThat(report(inventory(BRIDGE)).verdict()).isEqualTo(Verdict.TRUSTED);

    var receipt = report(inventory(BRIDGE, CARD));

    assertThat(receipt.verdict()).isEqualTo(Verdict.WARNING);
    assertThat(receipt.findings()).extracting(RecordedFinding::code).contains("COMPONENT_ADDED");
    assertThat(service.attest(machine).verdict()).as("also unsent").isEqualTo(Verdict.WARNING);
    assertThat(kept().findings()).isNotEmpty();

    service.approve(machine);
    assertThat(service.attest(machine).verdict()).isEqualTo(Verdict.TRUSTED);
    assertThat(kept().approved()).contains(inventory(BRIDGE, CARD));
  }

  @Test
  void machineApprovedWithoutAnInventoryIsNotComparedWithTheFirst() {
    service.approve(machine);

    assertThat(report(inventory(BRIDGE, CARD)).findings())
        .extracting(RecordedFinding::code)
        .doesNotContain("COMPONENT_ADDED");
    assertThat(kept().approved()).isEmpty();
  }

  private void siblings(int many) {
    for (int i = 0; i < many; i++) {
      var sibling = service.enroll(TestMachine.booted("s" + i, "clean-A2"));
      service.approve(sibling);
      report(sibling, inventory(BRIDGE, CARD));
    }
  }

  @Test
  void cardThatSiblingsHaveNotIsSeenAlsoWhereTheMachineCameWithIt() {
    siblings(10);
    report(inventory(BRIDGE, CARD, device("0000:04:00.0")));
    service.approve(machine);

    var findings = service.attest(machine).findings();

    assertThat(findings)
        .filteredOn(finding -> finding.code().equals("COMPONENT_RARE"))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.message()).contains("the third of it (1 of 11)");
              assertThat(finding.data()).containsEntry("basis", "reported, not proven");
            });
  }

  @Test
  void cardThatSiblingsHaveAndTheMachineHasNotIsSeen() {
    siblings(10);
    report(inventory(BRIDGE));
    service.approve(machine);

    assertThat(service.attest(machine).findings())
        .filteredOn(finding -> finding.code().equals("COMPONENT_LACKING"))
        .singleElement()
        .satisfies(finding -> assertThat(finding.message()).contains("(10 of 11)"));
  }

  @Test
  void fewSiblingsSayNothingOfComponents() {
    siblings(2);
    report(inventory(BRIDGE));
    service.approve(machine);

    assertThat(service.attest(machine).findings())
        .extracting(RecordedFinding::code)
        .doesNotContain("COMPONENT_RARE", "COMPONENT_LACKING");
  }

  private ReportedInventory kept() {
    return done(service.fleet.inventory(machine.id()));
  }

  private Receipt report(Inventory inventory) {
    return report(machine, inventory);
  }

  private Receipt report(TestMachine from, Inventory inventory) {
    return service.attest(from, inventory);
  }

  private static Inventory inventory(PciDevice... devices) {
    return new Inventory(
        new Inventory.Pci.Listed(List.of(devices)),
        new Inventory.Smbios.Listed(
            List.of(
                new SmbiosPart(ComponentKind.Part.Type.MEMORY, "A1", "Samsung", "M393", "12AB"))));
  }

  private static Digest digest(Inventory inventory) {
    return sent(inventory).sha256();
  }

  private static PciDevice device(String slot) {
    return new PciDevice(
        slot, new ComponentKind.Pci(0x8086, 0x10D3, 0x8086, 0xA01F, 0x020000, 2, true), false);
  }
}
