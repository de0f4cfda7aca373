package dev.assay.verifier.service;

import static dev.assay.verifier.testing.Assertions.assertDeclined;
import static dev.assay.verifier.testing.TestService.OPERATOR;
import static dev.assay.verifier.testing.TestService.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.golden.GoldenFile;
import dev.assay.golden.GoldenJson;
import dev.assay.golden.Proposal;
import dev.assay.golden.ProposedSet;
import dev.assay.verifier.testing.SignersOfTest.Person;
import dev.assay.verifier.testing.TestService;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Golden sets that come as files.
class ImportGoldenTest {
  private static final Principal EVE =
      new Principal("0000000000000001", "eve", Role.OPERATOR, Instant.MAX);

  private final TestService here = new TestService(2);
  private final TestService elsewhere = new TestService(2);
  private final Person alice = here.signers.add("alice");
  private final Person bob = here.signers.add("bob");
  private final List<GoldenRecord> proposed =
      here.propose(here.active("a1", "clean-A1"), here.active("a2", "clean-A2"));
  private final GoldenRecord firmware = proposed.getFirst();

  private String file(Person... signedBy) {
    var file = new GoldenFile(firmware.stored().proposed().orElseThrow(), List.of());
    for (var person : signedBy) {
      file = file.with(person.sign(firmware));
    }
    return file.write();
  }

  private void sameSigners() {
    elsewhere.signers.add(alice);
    elsewhere.signers.add(bob);
  }

  private GoldenRecord end(String act) {
    done(here.goldenLife.sign(firmware.id(), alice.sign(firmware), OPERATOR));
    done(here.goldenLife.sign(firmware.id(), bob.sign(firmware), OPERATOR));
    done(here.goldenLife.activate(firmware.id(), Activation.AT_ONCE, OPERATOR));
    return done(
        act.equals("retire")
            ? here.goldenLife.retire(firmware.id(), Optional.of("old"), Optional.empty(), OPERATOR)
            : here.goldenLife.revoke(
                firmware.id(), Optional.of("learned from bad boards"), OPERATOR));
  }

  @Test
  void signedSetIsApproved() {
    sameSigners();

    var brought = done(elsewhere.importGolden.bring(file(alice, bob), EVE));

    assertThat(brought.state()).isEqualTo(GoldenState.APPROVED);
    assertThat(brought.set()).isEqualTo(firmware.set());
    assertThat(brought.proposal()).isEqualTo(firmware.proposal());
  }

  @Test
  void signedSetOfAnOsImageIsApproved() {
    sameSigners();
    var os = proposed.getLast();
    var file =
        new GoldenFile(os.stored().proposed().orElseThrow(), List.of())
            .with(alice.sign(os))
            .with(bob.sign(os));

    var brought = done(elsewhere.importGolden.bring(file.write(), EVE));

    assertThat(brought.state()).isEqualTo(GoldenState.APPROVED);
    assertThat(brought.set()).isEqualTo(os.set());
  }

  @Test
  void halfSignedSetIsADraft() {
    sameSigners();

    var brought = done(elsewhere.importGolden.bring(file(alice), EVE));

    assertThat(brought.state()).isEqualTo(GoldenState.DRAFT);
    assertThat(brought.proposal()).isEmpty();
  }

  @Test
  void signaturesOfStrangersCountForNothing() {
    var brought = done(elsewhere.importGolden.bring(file(alice, bob), EVE));

    assertThat(brought.state()).isEqualTo(GoldenState.DRAFT);
  }

  @Test
  void whoBringsADraftPutsItForwardInTheirOwnName() {
    var forged = new ProposedSet(firmware.set(), new Proposal("somebody else", 2, ""));
    var brought =
        done(elsewhere.importGolden.bring(new GoldenFile(forged, List.of()).write(), EVE));

    var proposed = done(elsewhere.goldenLife.propose(brought.id(), Optional.empty(), EVE));

    assertThat(proposed.proposal()).contains(new Proposal("eve", 0, "Brought as a file"));
  }

  @Test
  void bareSetIsADraft() {
    var brought = done(elsewhere.importGolden.bring(GoldenJson.write(firmware.set()), EVE));

    assertThat(brought.state()).isEqualTo(GoldenState.DRAFT);
    assertThat(brought.steps()).extracting(GoldenStep::by).containsExactly("eve");
  }

  @Test
  void signaturesMadeOfflineJoinTheSet() {
    assertThat(done(here.importGolden.bring(file(alice), OPERATOR)).state())
        .isEqualTo(GoldenState.PROPOSED);
    var approved = done(here.importGolden.bring(file(alice, bob), OPERATOR));

    assertThat(approved.state()).isEqualTo(GoldenState.APPROVED);
    assertThat(approved.stored().signatures()).hasSize(2);
  }

  @Test
  void retiredSetDoesNotComeBack() {
    end("retire");

    assertRefused("RETIRED");
  }

  @Test
  void revokedSetDoesNotComeBack() {
    end("revoke");

    assertRefused("learned from bad boards");
  }

  private void assertRefused(String reason) {
    assertThat(here.importGolden.bring(file(alice, bob), OPERATOR))
        .isInstanceOfSatisfying(
            Outcome.Declined.class,
            declined -> {
              assertThat(declined.kind()).isEqualTo(Decline.CONFLICT);
              assertThat(declined.detail()).contains(reason);
            });
  }

  @Test
  void setOfTheRevokedFileDoesNotComeIn() {
    sameSigners();
    elsewhere.signers.revoke(firmware.id());

    assertDeclined(elsewhere.importGolden.bring(file(alice, bob), EVE), Decline.CONFLICT);
  }

  @Test
  void anotherDocumentOfTheSameIdIsRefused() {
    var other = new ProposedSet(firmware.set(), new Proposal("somebody else", 2, ""));

    assertDeclined(
        here.importGolden.bring(new GoldenFile(other, List.of()).write(), OPERATOR),
        Decline.CONFLICT);
  }

  @Test
  void whatIsNoGoldenSetIsSaidToBe() {
    assertDeclined(here.importGolden.bring("{}", OPERATOR), Decline.INVALID);
    assertDeclined(here.importGolden.bring("hello", OPERATOR), Decline.INVALID);
    assertDeclined(
        here.importGolden.bring(file().replace(firmware.id(), "../etc"), OPERATOR),
        Decline.INVALID);
  }
}
