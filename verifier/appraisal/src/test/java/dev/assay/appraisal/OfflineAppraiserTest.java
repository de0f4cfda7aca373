package dev.assay.appraisal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.assay.appraisal.OfflineCheck.Outcome;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.enroll.VouchedKey;
import dev.assay.appraisal.eventlog.PreparedLog;
import dev.assay.appraisal.finding.Finding;
import dev.assay.appraisal.finding.SelectionDiffers;
import dev.assay.appraisal.testing.CapturedEvidence;
import dev.assay.appraisal.testing.CapturedQuote;
import dev.assay.appraisal.testing.Captures;
import dev.assay.appraisal.testing.EvidenceBuilder;
import dev.assay.appraisal.testing.LogBuilder;
import dev.assay.appraisal.testing.PublicAreas;
import dev.assay.appraisal.testing.SampleBoot;
import dev.assay.appraisal.testing.TestKeys;
import dev.assay.appraisal.testing.Verifier;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import dev.assay.appraisal.tpm.PcrSelection;
import dev.assay.appraisal.tpm.PcrValues;
import java.security.interfaces.ECPublicKey;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Evidence in somebody's hands: each check is proven where it was asked and holds, and says so
/// where it was not asked.
class OfflineAppraiserTest {
  private static final HashAlgorithm SHA256 = HashAlgorithm.SHA256;
  private static final VouchedKey KEY =
      VouchedKey.of(
          PublicAreas.parse(
              PublicAreas.ak(PublicAreas.ECDSA)
                  .of((ECPublicKey) TestKeys.ec("secp256r1").getPublic())));
  private static final Optional<Bytes> NONCE = Optional.of(Verifier.EXTRA_DATA);
  private static final Optional<GoldenSets.Active> GOLDEN =
      Optional.of(Verifier.golden(SampleBoot.of("02"), SampleBoot.of("03")));
  private static final Optional<PreparedLog> LOG =
      Optional.of(PreparedLog.of(SampleBoot.of("01").bytes()));

  private static OfflineEvidence evidence(Verifier machine, Optional<PreparedLog> log) {
    var sent = machine.evidence().with(machine.logEvidence());
    return new OfflineEvidence(
        sent.attest(), sent.signature(), Optional.of(sent.claimedValues()), log);
  }

  private static OfflineEvidence evidence() {
    return evidence(new Verifier(), LOG);
  }

  private static OfflineEvidence without(OfflineEvidence all, boolean values, boolean log) {
    return new OfflineEvidence(
        all.attest(),
        all.signature(),
        values ? all.values() : Optional.empty(),
        log ? all.log() : Optional.empty());
  }

  private static OfflineAppraisal appraise(OfflineEvidence evidence) {
    return OfflineAppraiser.appraise(evidence, new OfflineQuestion(KEY, NONCE, GOLDEN));
  }

  private static List<String> codes(OfflineAppraisal appraisal) {
    return appraisal.findings().stream().map(Finding::code).toList();
  }

  @Test
  void soundMachineIsTrustedOnceEverythingIsAsked() {
    var appraisal = appraise(evidence());

    assertThat(appraisal.verdict()).isEqualTo(Verdict.TRUSTED);
    assertThat(appraisal.checks().values()).containsOnly(Outcome.PROVEN);
    assertThat(appraisal.findings()).isEmpty();
    assertThat(appraisal.goldenSets()).containsExactly("firmware", "os");
    assertThat(appraisal.provenAsAsked()).isTrue();
  }

  @Test
  void onlyTheSignatureIsAskedAtLeast() {
    var appraisal =
        OfflineAppraiser.appraise(
            without(evidence(), false, false),
            new OfflineQuestion(KEY, Optional.empty(), Optional.empty()));

    assertThat(appraisal.checks())
        .containsEntry(OfflineCheck.SIGNATURE, Outcome.PROVEN)
        .containsEntry(OfflineCheck.NONCE, Outcome.NOT_ASKED)
        .containsEntry(OfflineCheck.PCR_VALUES, Outcome.NOT_ASKED)
        .containsEntry(OfflineCheck.EVENT_LOG, Outcome.NOT_ASKED)
        .containsEntry(OfflineCheck.GOLDEN_SETS, Outcome.NOT_ASKED);
    assertThat(appraisal.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(appraisal.provenAsAsked()).isTrue();
    assertThat(appraisal.values()).isEqualTo(PcrValues.EMPTY);
  }

  @Test
  void otherNonceIsReportedOnceTheSignatureHolds() {
    var appraisal =
        OfflineAppraiser.appraise(
            evidence(), new OfflineQuestion(KEY, Optional.of(Bytes.fromHex("00")), GOLDEN));

    assertThat(codes(appraisal)).containsExactly("QUOTE_NOT_BOUND");
    assertThat(appraisal.checks())
        .containsEntry(OfflineCheck.SIGNATURE, Outcome.PROVEN)
        .containsEntry(OfflineCheck.NONCE, Outcome.NOT_PROVEN)
        .containsEntry(OfflineCheck.GOLDEN_SETS, Outcome.NOT_PROVEN);
    assertThat(appraisal.provenAsAsked()).isFalse();
  }

  @Test
  void otherKeyShowsNothing() {
    var other = (ECPublicKey) TestKeys.ec("secp384r1").getPublic();
    var key =
        VouchedKey.of(PublicAreas.parse(PublicAreas.ak(PublicAreas.ECDSA).curve(4).of(other)));

    var appraisal = OfflineAppraiser.appraise(evidence(), new OfflineQuestion(key, NONCE, GOLDEN));

    assertThat(codes(appraisal)).containsExactly("SIGNATURE_INVALID");
    assertThat(appraisal.checks()).containsEntry(OfflineCheck.SIGNATURE, Outcome.NOT_PROVEN);
    assertThat(appraisal.statement()).isEmpty();
  }

  @Test
  void keyThatSignsAnythingIsReported() {
    var appraisal =
        OfflineAppraiser.appraise(evidence(), new OfflineQuestion(unrestricted(), NONCE, GOLDEN));

    assertThat(codes(appraisal)).containsExactly("KEY_UNSUITABLE");
    assertThat(appraisal.checks()).containsEntry(OfflineCheck.KEY_ATTRIBUTES, Outcome.NOT_PROVEN);
    assertThat(appraisal.verdict()).isEqualTo(Verdict.UNTRUSTED);
  }

  static VouchedKey unrestricted() {
    return VouchedKey.of(
        PublicAreas.parse(
            PublicAreas.ak(PublicAreas.ECDSA)
                .attributes(PublicAreas.AK_ATTRIBUTES & ~0x00010000)
                .of((ECPublicKey) TestKeys.ec("secp256r1").getPublic())));
  }

  @Test
  void brokenQuoteIsReported() {
    var good = evidence();
    var cut = good.attest().slice(0, good.attest().length() - 1);

    var appraisal = appraise(new OfflineEvidence(cut, good.signature(), good.values(), good.log()));

    assertThat(codes(appraisal)).containsExactly("QUOTE_MALFORMED");
    assertThat(appraisal.checks()).containsEntry(OfflineCheck.SIGNATURE, Outcome.NOT_PROVEN);
  }

  @Test
  void otherValuesAreReported() {
    var good = evidence();
    var values = EvidenceBuilder.with(good.values().orElseThrow(), 3, SHA256.zero());

    var appraisal =
        appraise(
            new OfflineEvidence(good.attest(), good.signature(), Optional.of(values), good.log()));

    assertThat(codes(appraisal)).containsExactly("PCR_DIGEST_MISMATCH");
    assertThat(appraisal.checks())
        .containsEntry(OfflineCheck.NONCE, Outcome.PROVEN)
        .containsEntry(OfflineCheck.PCR_VALUES, Outcome.NOT_PROVEN);
  }

  @Test
  void logStandsInForValues() {
    var appraisal = appraise(without(evidence(), false, true));

    assertThat(appraisal.verdict()).isEqualTo(Verdict.TRUSTED);
    assertThat(appraisal.checks())
        .containsEntry(OfflineCheck.PCR_VALUES, Outcome.NOT_ASKED)
        .containsEntry(OfflineCheck.EVENT_LOG, Outcome.PROVEN);
  }

  @Test
  void logThatCanNotStandInForValuesSaysWhy() {
    var quote = without(evidence(), false, false);
    var sha384 = LogBuilder.withBanks(HashAlgorithm.SHA384);

    assertThat(codes(appraise(with(quote, Bytes.fromHex("00")))))
        .containsExactly("EVENT_LOG_MALFORMED");
    assertThat(codes(appraise(with(quote, SampleBoot.into(sha384, "01").bytes()))))
        .containsExactly("BANK_NOT_IN_LOG");
  }

  private static OfflineEvidence with(OfflineEvidence quote, Bytes log) {
    return new OfflineEvidence(
        quote.attest(), quote.signature(), quote.values(), Optional.of(PreparedLog.of(log)));
  }

  @Test
  void extendBehindTheLogIsReported() {
    var machine =
        new Verifier()
            .held(
                values ->
                    EvidenceBuilder.with(
                        values,
                        0,
                        values.get(SHA256, PcrIndex.of(0)).orElseThrow().extend(SHA256.zero())));

    var appraisal = appraise(evidence(machine, LOG));

    assertThat(codes(appraisal)).containsExactly("REPLAY_MISMATCH");
    assertThat(appraisal.checks())
        .containsEntry(OfflineCheck.PCR_VALUES, Outcome.PROVEN)
        .containsEntry(OfflineCheck.EVENT_LOG, Outcome.NOT_PROVEN)
        .containsEntry(OfflineCheck.GOLDEN_SETS, Outcome.NOT_PROVEN);
  }

  @Test
  void quoteThatLeavesPcrsOutIsNotTrusted() {
    var machine = new Verifier().selection(PcrSelection.of(List.of(SHA256), 0x0300));

    var appraisal = appraise(evidence(machine, LOG));

    assertThat(appraisal.findings()).hasAtLeastOneElementOfType(SelectionDiffers.class);
    assertThat(appraisal.verdict()).isEqualTo(Verdict.UNTRUSTED);
  }

  @Test
  void firmwareSetAsksForFirmwarePcrsAlone() {
    var machine = new Verifier().selection(PcrSelection.of(List.of(SHA256), 0x00FF));
    var firmware = new GoldenSets.Active(GOLDEN.orElseThrow().firmware(), List.of());

    var appraisal =
        OfflineAppraiser.appraise(
            evidence(machine, LOG), new OfflineQuestion(KEY, NONCE, Optional.of(firmware)));

    assertThat(codes(appraisal)).containsExactly("OS_LAYER_NOT_JUDGED");
    assertThat(appraisal.verdict()).isEqualTo(Verdict.TRUSTED);
  }

  @Test
  void goldenSetsWithoutALogAreNoQuestion() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> appraise(without(evidence(), true, false)));
  }

  @Test
  void capturedBootsAreJudgedAsTheVerifierDoes() {
    var golden = CapturedEvidence.golden("X11-TEST", "clean-A1", "clean-A2");
    for (var capture : Captures.names()) {
      var evidence = CapturedEvidence.of(capture);
      var expectation = CapturedEvidence.expectation(capture, golden, OsLayerPolicy.ENFORCE);

      var offline =
          OfflineAppraiser.appraise(
              new OfflineEvidence(
                  evidence.attest(),
                  evidence.signature(),
                  Optional.of(evidence.claimedValues()),
                  Optional.of(((LogEvidence.Present) evidence.log()).log())),
              new OfflineQuestion(
                  VouchedKey.of(CapturedQuote.ak(capture)),
                  Optional.of(expectation.extraData()),
                  Optional.of(golden)));

      var appraisal = new Appraiser().appraise(evidence, expectation);
      assertThat(offline.verdict()).as(capture).isEqualTo(appraisal.verdict());
      assertThat(offline.findings()).as(capture).isEqualTo(appraisal.findings());
    }
  }
}
