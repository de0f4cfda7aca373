package dev.assay.verifier.service;

import static dev.assay.verifier.testing.Assertions.assertDeclined;
import static dev.assay.verifier.testing.TestService.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.Verdict;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.verifier.testing.TestMachine;
import dev.assay.verifier.testing.TestService;
import java.nio.charset.StandardCharsets;
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

  private ReportedInventory kept() {
    return done(service.fleet.inventory(machine.id()));
  }

  private Receipt report(Inventory inventory) {
    try (var session = service.open(machine)) {
      var challenge = done(session.challenge());
      assertThat(session.inventory(sent(inventory))).isEmpty();
      if (challenge.knownLog().isEmpty()) {
        TestService.send(machine, session);
      }
      var answer = TestMachine.naming(machine.answer(challenge), digest(inventory).value());
      return done(session.evidence(answer));
    }
  }

  private static Inventory inventory(PciDevice... devices) {
    return new Inventory(
        new Inventory.Pci.Listed(List.of(devices)),
        new Inventory.Smbios.Listed(
            List.of(new SmbiosPart(SmbiosPart.Kind.MEMORY, "A1", "Samsung", "M393", "12AB"))));
  }

  private static SentInventory sent(Inventory inventory) {
    return new SentInventory(digest(inventory), 100, inventory);
  }

  /// Stands for the digest of the bytes on the wire.
  private static Digest digest(Inventory inventory) {
    return HashAlgorithm.SHA256.hash(
        Bytes.wrap(inventory.toString().getBytes(StandardCharsets.UTF_8)));
  }

  private static PciDevice device(String slot) {
    return new PciDevice(slot, 0x8086, 0x10D3, 0x8086, 0xA01F, 0x020000, 2, true, false);
  }
}
