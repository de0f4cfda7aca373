package dev.assay.appraisal;

import static dev.assay.appraisal.testing.SampleBoot.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.eventlog.EventType;
import dev.assay.appraisal.finding.BankIncomplete;
import dev.assay.appraisal.finding.Finding;
import dev.assay.appraisal.finding.ReplayMismatch;
import dev.assay.appraisal.finding.ReplayMismatch.Reason;
import dev.assay.appraisal.finding.Severity;
import dev.assay.appraisal.testing.EventData;
import dev.assay.appraisal.testing.EvidenceBuilder;
import dev.assay.appraisal.testing.LogBuilder;
import dev.assay.appraisal.testing.QuoteBuilder;
import dev.assay.appraisal.testing.SampleBoot;
import dev.assay.appraisal.testing.Verifier;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import dev.assay.appraisal.tpm.PcrValues;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Why a log does not lead to what the TPM holds, where that can be computed. A reason explains and
/// excuses nothing.
class ReplayReasonsTest {
  private static final HashAlgorithm SHA1 = HashAlgorithm.SHA1;
  private static final HashAlgorithm SHA256 = HashAlgorithm.SHA256;

  @Test
  void extendOfZerosIsACap() {
    assertReason(
        held(2, SHA256, value -> value.extend(SHA256.zero())),
        Reason.BANK_CAPPED,
        Verdict.UNTRUSTED);
  }

  @Test
  void cappedSha1IsAWarningWhereTheStrongBankIsExplained() {
    assertReason(
        held(2, SHA1, value -> value.extend(SHA1.zero())), Reason.BANK_CAPPED, Verdict.WARNING);
  }

  @Test
  void cappedSha1LeavesTheLogGoodToLearnFrom() {
    assertThat(held(2, SHA1, value -> value.extend(SHA1.zero())).proven().orElseThrow().replayed())
        .isTrue();
    assertThat(
            held(2, SHA256, value -> value.extend(SHA256.zero())).proven().orElseThrow().replayed())
        .isFalse();
  }

  @Test
  void otherSha1ValueIsAViolation() {
    assertReason(held(2, SHA1, value -> value.extend(value)), Reason.UNKNOWN, Verdict.UNTRUSTED);
  }

  @Test
  void cappedSha1WithADifferentStrongBankIsAViolation() {
    var appraisal =
        new Verifier()
            .held(
                values ->
                    with(
                        with(values, 2, SHA1, value -> value.extend(SHA1.zero())),
                        2,
                        SHA256,
                        value -> value.extend(value)))
            .appraise();

    assertReason(appraisal, Reason.UNKNOWN, Verdict.UNTRUSTED);
  }

  @Test
  void unloggedEndOfBootServicesIsNamed() {
    var whole = SampleBoot.of("01").sibling("").replay().values();
    var cut =
        SampleBoot.of("01").remove(SampleBoot.EXIT_SUCCESS).remove(SampleBoot.EXIT_INVOCATION);

    assertReason(
        new Verifier().log(cut).held(_ -> whole).appraise(),
        Reason.BOOT_END_NOT_LOGGED,
        Verdict.UNTRUSTED);
  }

  /// Each of these PCRs has a reason of its own, which must not be given for any other value.
  @ParameterizedTest
  @ValueSource(ints = {0, 2, 5, 7})
  void otherValueHasNoReason(int pcr) {
    assertReason(
        held(pcr, SHA256, value -> value.extend(value)), Reason.UNKNOWN, Verdict.UNTRUSTED);
  }

  @Test
  void unloggedLastEventOfBootServicesIsNamed() {
    var whole = SampleBoot.of("01").sibling("").replay().values();

    assertReason(
        new Verifier()
            .log(SampleBoot.of("01").remove(SampleBoot.EXIT_SUCCESS))
            .held(_ -> whole)
            .appraise(),
        Reason.BOOT_END_NOT_LOGGED,
        Verdict.UNTRUSTED);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4})
  void unloggedStartupLocalityIsNamed(int locality) {
    var started = startedFrom(locality).sibling("").replay().values();

    assertReason(
        new Verifier().held(_ -> started).appraise(),
        Reason.LOCALITY_NOT_LOGGED,
        Verdict.UNTRUSTED);
  }

  @Test
  void loggedLocalityThatWasNotIsNamed() {
    var started = SampleBoot.of("01").sibling("").replay().values();

    assertReason(
        new Verifier().log(startedFrom(3)).held(_ -> started).appraise(),
        Reason.LOCALITY_NOT_LOGGED,
        Verdict.UNTRUSTED);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0, 3", "0, 4", "3, 0"})
  void bankThatWasNeverFilledIsNamed(int pcr, int locality) {
    byte[] reset = new byte[SHA256.size()];
    reset[reset.length - 1] = (byte) locality;

    assertReason(
        held(pcr, SHA256, _ -> new Digest(SHA256, Bytes.copyOf(reset))),
        Reason.NEVER_EXTENDED,
        Verdict.UNTRUSTED);
  }

  @Test
  void otherPcrsResetToZeroAlone() {
    byte[] three = new byte[SHA256.size()];
    three[three.length - 1] = 3;

    assertReason(
        held(3, SHA256, _ -> new Digest(SHA256, Bytes.copyOf(three))),
        Reason.UNKNOWN,
        Verdict.UNTRUSTED);
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 15})
  void runningSystemsExtendsAreNamed(int pcr) {
    var log = SampleBoot.of("01").event(pcr, EventType.IPL, text("logged"));

    assertReason(
        new Verifier()
            .log(log)
            .golden(Verifier.golden(siblingWith(pcr, "02"), siblingWith(pcr, "03")))
            .held(values -> with(values, pcr, SHA256, value -> value.extend(value)))
            .appraise(),
        Reason.RUNNING_SYSTEM,
        Verdict.TRUSTED);
  }

  @Test
  void resumeIsNamedAndExcusesNothing() {
    var machine = new Verifier().held(values -> with(values, 8, SHA256, v -> v.extend(v)));
    var resumed =
        machine.appraise(
            machine.evidence().quote(quote -> quote.restartCount(2)).with(machine.logEvidence()));

    assertReason(resumed, Reason.RESUMED, Verdict.UNTRUSTED);
  }

  @Test
  void firmwaresPcrIsNotExplainedByAResume() {
    var machine = new Verifier().held(values -> with(values, 1, SHA256, v -> v.extend(v)));
    UnaryOperator<QuoteBuilder> slept = quote -> quote.restartCount(2);

    assertReason(
        machine.appraise(machine.evidence().quote(slept).with(machine.logEvidence())),
        Reason.UNKNOWN,
        Verdict.UNTRUSTED);
  }

  @Test
  void bankThatWasClosedAfterItsLogIsCapped() {
    var whole = SampleBoot.of("01").sibling("").replay().values();
    var prefix = withoutLastSha1().sibling("").replay().prefixValues();

    assertThat(incomplete(_ -> whole)).satisfies(found -> assertThat(found.capped()).isFalse());
    assertThat(incomplete(_ -> whole.mergedWith(prefix)))
        .satisfies(found -> assertThat(found.capped()).isTrue());
    assertThat(
            incomplete(
                _ -> with(whole.mergedWith(prefix), 7, SHA1, value -> value.extend(SHA1.zero()))))
        .satisfies(found -> assertThat(found.capped()).isTrue());
  }

  @Test
  void incompleteSha1LeavesTheLogGoodToLearnFrom() {
    var whole = SampleBoot.of("01").sibling("").replay().values();
    var appraisal = new Verifier().log(withoutLastSha1()).held(_ -> whole).appraise();

    assertThat(appraisal.proven().orElseThrow().replayed()).isTrue();
    assertThat(appraisal.verdict()).isEqualTo(Verdict.WARNING);
  }

  @Test
  void incompleteStrongBankIsAViolation() {
    assertThat(new BankIncomplete(SHA256, 3, true).severity()).isEqualTo(Severity.VIOLATION);
  }

  private static BankIncomplete incomplete(UnaryOperator<PcrValues> held) {
    return new Verifier()
        .log(withoutLastSha1()).held(held).appraise().findings().stream()
            .filter(BankIncomplete.class::isInstance)
            .map(BankIncomplete.class::cast)
            .findFirst()
            .orElseThrow();
  }

  private static LogBuilder withoutLastSha1() {
    return SampleBoot.of("01")
        .change(
            SampleBoot.EXIT_SUCCESS,
            old ->
                new LogBuilder.Entry(
                    old.pcr(), old.type(), Map.of(SHA256, SHA256.hash(old.data())), old.data()));
  }

  private static LogBuilder siblingWith(int pcr, String suffix) {
    return SampleBoot.of(suffix).event(pcr, EventType.IPL, text("logged"));
  }

  private static LogBuilder startedFrom(int locality) {
    var log = SampleBoot.of("01");
    return log.insert(
        1,
        new LogBuilder.Entry(
            0,
            EventType.NO_ACTION,
            Map.of(SHA1, SHA1.zero(), SHA256, SHA256.zero()),
            EventData.startupLocality(locality)));
  }

  private static Appraisal held(int pcr, HashAlgorithm bank, UnaryOperator<Digest> change) {
    return new Verifier().held(values -> with(values, pcr, bank, change)).appraise();
  }

  private static PcrValues with(
      PcrValues values, int pcr, HashAlgorithm bank, UnaryOperator<Digest> change) {
    var held = values.get(bank, PcrIndex.of(pcr)).orElseThrow();
    return EvidenceBuilder.with(values, pcr, change.apply(held));
  }

  private static void assertReason(Appraisal appraisal, Reason reason, Verdict verdict) {
    List<Finding> mismatches =
        appraisal.findings().stream().filter(ReplayMismatch.class::isInstance).toList();
    assertThat(mismatches)
        .singleElement()
        .isInstanceOfSatisfying(
            ReplayMismatch.class, finding -> assertThat(finding.reason()).isEqualTo(reason));
    assertThat(appraisal.verdict()).isEqualTo(verdict);
  }
}
