package dev.assay.verifier.service;

import static dev.assay.verifier.testing.Assertions.assertDeclined;
import static dev.assay.verifier.testing.TestService.OPERATOR;
import static dev.assay.verifier.testing.TestService.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.appraisal.Verdict;
import dev.assay.verifier.testing.SignersOfTest.Person;
import dev.assay.verifier.testing.TestMachine;
import dev.assay.verifier.testing.TestService;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Golden sets that two people have to sign, the proposer not among them.
class GoldenLifeTest {
  private static final String UNVOUCHED = "GOLDEN_SET_NOT_VOUCHED_FOR";

  private final TestService service = new TestService(2);
  private final TestMachine machine = service.active("a1", "clean-A1");
  private final List<GoldenRecord> proposed =
      service.propose(machine, service.active("a2", "clean-A2"));
  private final GoldenRecord firmware = proposed.getFirst();
  private final Person alice = service.signers.add("alice");
  private final Person bob = service.signers.add("bob");

  private GoldenRecord sign(GoldenRecord golden, Person person) {
    return done(service.goldenLife.sign(golden.id(), person.sign(golden), OPERATOR));
  }

  /// Both layers in force as they should be.
  private void activateAll() {
    for (var golden : proposed) {
      sign(golden, alice);
      sign(golden, bob);
      done(service.goldenLife.activate(golden.id(), Activation.AT_ONCE, OPERATOR));
    }
  }

  /// Puts both layers in force as somebody does who writes the database.
  private void forceAll() {
    execute("UPDATE golden_set SET state = 'ACTIVE'");
  }

  private void execute(String sql) {
    try (var connection = service.source.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failed) {
      throw new AssertionError(sql, failed);
    }
  }

  private Receipt assertNotTrusted() {
    var receipt = service.attest(machine);
    assertThat(receipt.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(receipt.findings()).extracting(RecordedFinding::code).contains(UNVOUCHED);
    return receipt;
  }

  @Test
  void twoPeoplesSignaturesPutASetInForce() {
    assertThat(sign(firmware, alice).state()).isEqualTo(GoldenState.PROPOSED);
    assertThat(sign(firmware, bob).state()).isEqualTo(GoldenState.APPROVED);
    var active = done(service.goldenLife.activate(firmware.id(), Activation.AT_ONCE, OPERATOR));

    assertThat(active.state()).isEqualTo(GoldenState.ACTIVE);
    assertThat(service.attest(machine).verdict()).isEqualTo(Verdict.TRUSTED);
  }

  @Test
  void everyStepIsKeptWithActorTimeAndReason() {
    activateAll();
    done(
        service.goldenLife.retire(
            firmware.id(), Optional.of("old boards"), Optional.empty(), OPERATOR));

    var steps = done(service.golden.show(firmware.id())).steps();

    assertThat(steps)
        .extracting(GoldenStep::state)
        .containsExactly(
            GoldenState.DRAFT,
            GoldenState.PROPOSED,
            GoldenState.APPROVED,
            GoldenState.ACTIVE,
            GoldenState.RETIRED);
    assertThat(steps).extracting(GoldenStep::at).doesNotContain(Instant.EPOCH);
    assertThat(steps.get(2).by()).isEqualTo("alice, bob");
    assertThat(steps.getLast()).returns("old boards", GoldenStep::reason);
    assertThat(steps.getLast()).returns(OPERATOR.name(), GoldenStep::by);
  }

  @Test
  void stepsCanOnlyBeAdded() {
    assertThatThrownBy(() -> execute("UPDATE golden_step SET actor = 'nobody'"))
        .hasRootCauseInstanceOf(SQLException.class);
    assertThatThrownBy(() -> execute("DELETE FROM golden_step"))
        .hasRootCauseInstanceOf(SQLException.class);
  }

  @Test
  void proposedDocumentIsFrozen() {
    assertDeclined(
        service.goldenLife.propose(firmware.id(), Optional.of("again"), OPERATOR),
        Decline.CONFLICT);
  }

  @Test
  void samePersonTwiceIsOnePerson() {
    sign(firmware, alice);
    var secondKey = service.signers.add("Alice");

    assertDeclined(
        service.goldenLife.sign(firmware.id(), alice.sign(firmware), OPERATOR), Decline.CONFLICT);
    sign(firmware, secondKey);

    assertDeclined(
        service.goldenLife.activate(firmware.id(), Activation.AT_ONCE, OPERATOR), Decline.CONFLICT);
  }

  @Test
  void newKeyOfAPersonTakesTheOldOnesPlace() {
    activateAll();
    var newKey = service.signers.add("alice");
    proposed.forEach(golden -> sign(golden, newKey));
    service.signers.remove(alice);

    assertThat(service.attest(machine).verdict()).isEqualTo(Verdict.TRUSTED);
  }

  @Test
  void proposerDoesNotSign() {
    var proposer = service.signers.add(OPERATOR.name());

    assertDeclined(
        service.goldenLife.sign(firmware.id(), proposer.sign(firmware), OPERATOR),
        Decline.CONFLICT);
  }

  @Test
  void strangersSignatureIsRefused() {
    var mallory = service.signers.stranger("alice");

    assertDeclined(
        service.goldenLife.sign(firmware.id(), mallory.sign(firmware), OPERATOR), Decline.REFUSED);
  }

  @Test
  void signatureOfAnotherSetIsRefused() {
    assertDeclined(
        service.goldenLife.sign(firmware.id(), alice.sign(proposed.getLast()), OPERATOR),
        Decline.REFUSED);
  }

  @Test
  void unsignedSetPutIntoTheDatabaseIsNotInForce() {
    forceAll();

    var receipt = assertNotTrusted();

    assertThat(receipt.findings())
        .extracting(RecordedFinding::message)
        .anyMatch(message -> message.contains(firmware.id()) && message.contains("0 of 2"));
  }

  @Test
  void halfSignedSetPutIntoTheDatabaseIsNotInForce() {
    proposed.forEach(golden -> sign(golden, alice));
    forceAll();

    var receipt = assertNotTrusted();

    assertThat(receipt.findings())
        .extracting(RecordedFinding::message)
        .anyMatch(message -> message.contains("1 of 2 signatures: alice"));
  }

  @Test
  void samePersonTwiceInTheDatabaseIsOnePerson() {
    var secondKey = service.signers.add("ALICE");
    for (var golden : proposed) {
      sign(golden, alice);
      insertSignature(golden, secondKey);
    }
    forceAll();

    assertNotTrusted();
  }

  @Test
  void proposersSignatureInTheDatabaseDoesNotCount() {
    var proposer = service.signers.add(OPERATOR.name());
    for (var golden : proposed) {
      sign(golden, alice);
      insertSignature(golden, proposer);
    }
    forceAll();

    assertNotTrusted();
  }

  @Test
  void proposerAlteredInTheDatabaseVoidsTheSignatures() {
    var proposer = service.signers.add(OPERATOR.name());
    for (var golden : proposed) {
      sign(golden, alice);
      insertSignature(golden, proposer);
    }
    execute("UPDATE golden_set SET document = jsonb_set(document, '{proposal,by}', '\"eve\"')");
    forceAll();

    assertNotTrusted();
  }

  private void insertSignature(GoldenRecord golden, Person person) {
    execute(
        "INSERT INTO golden_signature VALUES ('%s', '\\x%s', '\\x%s', 'bob', 'bob', now())"
            .formatted(
                golden.id(),
                person.signer().key().fingerprint().toHex(),
                person.sign(golden).toHex()));
  }

  @Test
  void documentAlteredAfterSigningIsNotInForce() {
    activateAll();
    execute("UPDATE golden_set SET document = jsonb_set(document, '{events,0,optional}', 'true')");

    assertNotTrusted();
  }

  @Test
  void documentThatCannotBeReadIsNotInForce() {
    activateAll();
    execute("UPDATE golden_set SET document = document - 'events'");

    assertNotTrusted();
  }

  @Test
  void signedSetOfAnotherModelIsNotInForce() {
    activateAll();
    service.manage.approve(
        new ApproveMachine(machine.id(), new BoardModel("B550-TEST"), true, false, false),
        OPERATOR);
    execute("UPDATE golden_set SET board_model = 'B550-TEST'");

    assertNotTrusted();
  }

  @Test
  void removedKeyCountsNoLonger() {
    activateAll();
    assertThat(service.attest(machine).verdict()).isEqualTo(Verdict.TRUSTED);
    service.signers.remove(bob);

    var receipt = assertNotTrusted();

    assertThat(receipt.findings())
        .extracting(RecordedFinding::message)
        .anyMatch(message -> message.contains("bob (its key is not among the signers' keys)"));
  }

  @Test
  void signatureOfARemovedKeyIsRefused() {
    service.signers.remove(bob);

    assertDeclined(
        service.goldenLife.sign(firmware.id(), bob.sign(firmware), OPERATOR), Decline.REFUSED);
  }

  @Test
  void thirdSignatureOutlivesAKeyThatIsRemoved() {
    var carol = service.signers.add("carol");
    activateAll();
    proposed.forEach(golden -> sign(golden, carol));
    service.signers.remove(bob);

    assertThat(service.attest(machine).verdict()).isEqualTo(Verdict.TRUSTED);
  }

  @Test
  void revokedSetIsOutOfForceForGood() {
    activateAll();
    for (var golden : proposed) {
      done(
          service.goldenLife.revoke(golden.id(), Optional.of("learned from bad boards"), OPERATOR));
    }

    assertThat(service.attest(machine).verdict()).isEqualTo(Verdict.UNKNOWN);
    assertDeclined(
        service.goldenLife.activate(firmware.id(), Activation.AT_ONCE, OPERATOR), Decline.CONFLICT);
    assertDeclined(
        service.goldenLife.revoke(firmware.id(), Optional.of("again"), OPERATOR), Decline.CONFLICT);
  }

  @Test
  void revocationNeedsAReason() {
    assertDeclined(
        service.goldenLife.revoke(firmware.id(), Optional.empty(), OPERATOR), Decline.INVALID);
  }

  @Test
  void retiredSetActivatedAgainInTheDatabaseFailsWhereTheSignersRevokedIt() {
    activateAll();
    for (var golden : proposed) {
      done(service.goldenLife.retire(golden.id(), Optional.empty(), Optional.empty(), OPERATOR));
      service.signers.revoke(golden.id());
    }
    forceAll();

    assertNotTrusted();
  }

  private void retireAll() {
    for (var golden : proposed) {
      done(service.goldenLife.retire(golden.id(), Optional.empty(), Optional.of("old"), OPERATOR));
    }
  }

  /// The state and all that the database says of how it came.
  private void reviveAll() {
    execute("ALTER TABLE golden_step DISABLE TRIGGER ALL");
    execute("DELETE FROM golden_step WHERE state = 'RETIRED'");
    forceAll();
  }

  @Test
  void retiredSetActivatedAgainInTheDatabaseStaysOutOfForce() {
    activateAll();
    retireAll();
    service.ended.forget();
    forceAll();

    assertNotTrusted();
  }

  @Test
  void retiredSetWhoseHistoryIsErasedTooStaysOutOfForceWhereAVerifierSawItEnd() {
    activateAll();
    retireAll();
    reviveAll();

    assertNotTrusted();
  }

  @Test
  void whatAnotherVerifierRetiredIsRememberedAsWell() {
    activateAll();
    retireAll();
    service.ended.forget();
    service.goldenLife.endWindows();
    reviveAll();

    assertNotTrusted();
  }

  @Test
  void unsignedSetBesideASignedOneIsTold() {
    activateAll();
    service.propose(machine, service.active("a3", "clean-A2"));
    execute("UPDATE golden_set SET state = 'ACTIVE' WHERE state = 'PROPOSED'");

    var receipt = service.attest(machine);

    assertThat(receipt.verdict()).isEqualTo(Verdict.TRUSTED);
    assertThat(receipt.findings()).extracting(RecordedFinding::code).contains(UNVOUCHED);
  }

  @Test
  void osSetThatLostItsSignaturesLeadsToNoTrust() {
    activateAll();
    execute(
        "UPDATE golden_set SET document = jsonb_set(document, '{firmwareVersion}', '\"2\"')"
            + " WHERE layer = 'OS'");

    assertNotTrusted();
  }
}
