package dev.assay.appraisal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.eventlog.EventType;
import dev.assay.appraisal.finding.DbxEntriesMissing;
import dev.assay.appraisal.finding.Finding;
import dev.assay.appraisal.finding.SecureBootDiffers;
import dev.assay.appraisal.testing.EventData;
import dev.assay.appraisal.testing.LogBuilder;
import dev.assay.appraisal.testing.SampleBoot;
import dev.assay.appraisal.testing.Verifier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What a golden set says of Secure Boot is enforced: state and keys exactly, revocations at least.
class SecureBootExpectationTest {
  private static final String OWNER = "0c".repeat(16);
  private static final GoldenSets.Active GOLDEN =
      Verifier.golden(revoking("02", "44", "55"), revoking("03", "44", "55"));

  /// The sample boot with these hashes in dbx.
  private static LogBuilder revoking(String machine, String... hashes) {
    return SampleBoot.of(machine).measureInstead(SampleBoot.DBX, dbx(hashes));
  }

  private static Bytes dbx(String... hashes) {
    var entries =
        Stream.of(hashes).map(hash -> Bytes.fromHex(OWNER + hash.repeat(32))).toArray(Bytes[]::new);
    return EventData.variable(
        EventData.IMAGE_SECURITY, "dbx", EventData.signatureList(EventData.SHA256, entries));
  }

  private static Appraisal appraise(LogBuilder log) {
    return new Verifier().golden(GOLDEN).log(log).appraise();
  }

  @Test
  void learnedSetExpectsWhatTheSiblingsHave() {
    var expected = GOLDEN.firmware().getFirst().secureBoot().orElseThrow();

    assertThat(expected.on()).isTrue();
    assertThat(expected.dbx()).hasSize(2);
    assertThat(expected.pk()).isNotEqualTo(expected.kek());
  }

  @Test
  void sameRevocationsAreTrusted() {
    assertThat(appraise(revoking("01", "44", "55")).verdict()).isEqualTo(Verdict.TRUSTED);
  }

  @Test
  void revocationListThatGrewIsTrusted() {
    var appraisal = appraise(revoking("01", "66", "44", "55"));

    assertThat(appraisal.verdict()).isEqualTo(Verdict.TRUSTED);
    assertThat(appraisal.findings()).isEmpty();
  }

  @Test
  void revocationThatIsGoneIsAViolation() {
    var appraisal = appraise(revoking("01", "44", "66"));

    assertThat(appraisal.verdict()).isEqualTo(Verdict.UNTRUSTED);
    assertThat(appraisal.findings())
        .filteredOn(DbxEntriesMissing.class::isInstance)
        .extracting(Finding::message)
        .containsExactly(
            "PCR 7, event 8: dbx lacks 1 of the 2 revocations that the golden set demands.");
  }

  /// Ten thousand of them would fill the memory with what is missing in each.
  @Test
  void variableThatIsRepeatedIsToldOfOnce() {
    var log = revoking("01", "66");
    for (int i = 0; i < 3; i++) {
      log.event(7, EventType.EFI_VARIABLE_DRIVER_CONFIG, dbx("66"));
      log.event(7, EventType.EFI_VARIABLE_DRIVER_CONFIG, SampleBoot.variable("SecureBoot", "00"));
    }

    assertThat(appraise(log).findings())
        .extracting(Finding::code)
        .containsOnlyOnce("DBX_ENTRIES_MISSING", "SECURE_BOOT_DIFFERS");
  }

  /// Else anything could be measured where dbx belongs.
  @Test
  void dataThatWasNotMeasuredRevokesNothing() {
    var forged =
        SampleBoot.of("01")
            .change(
                SampleBoot.DBX,
                old ->
                    new LogBuilder.Entry(
                        old.pcr(),
                        old.type(),
                        LogBuilder.agile().digests(SampleBoot.text("something else")),
                        dbx("44", "55", "66")));

    assertThat(appraise(forged).findings()).hasAtLeastOneElementOfType(DbxEntriesMissing.class);
  }

  @Test
  void otherVariableStandsInForNoRevocations() {
    var renamed =
        SampleBoot.of("01")
            .measureInstead(
                SampleBoot.DBX,
                EventData.variable(
                    EventData.IMAGE_SECURITY,
                    "dbt",
                    EventData.signatureList(
                        EventData.SHA256,
                        Bytes.fromHex(OWNER + "44".repeat(32)),
                        Bytes.fromHex(OWNER + "55".repeat(32)))));

    assertThat(appraise(renamed).verdict()).isEqualTo(Verdict.UNTRUSTED);
  }

  @Test
  void otherKeysAreNamed() {
    var other =
        revoking("01", "44", "55")
            .measureInstead(SampleBoot.DB, SampleBoot.keys(EventData.IMAGE_SECURITY, "db", "77"))
            .change(
                SampleBoot.AUTHORITY,
                old -> {
                  var authority = SampleBoot.authority("77");
                  return new LogBuilder.Entry(
                      7,
                      EventType.EFI_VARIABLE_AUTHORITY,
                      LogBuilder.agile().digests(authority),
                      authority);
                });
    var appraisal = appraise(other);

    assertThat(appraisal.verdict()).isEqualTo(Verdict.UNTRUSTED);
    assertThat(appraisal.findings().getFirst())
        .isInstanceOf(SecureBootDiffers.class)
        .extracting(Finding::message)
        .asString()
        .startsWith("PCR 7, event 7: Secure Boot's db is sha256:");
  }

  @Test
  void variableThatWasLeftOutIsNamed() {
    assertThat(appraise(revoking("01", "44", "55").remove(SampleBoot.KEK)).findings())
        .filteredOn(SecureBootDiffers.class::isInstance)
        .extracting(Finding::message)
        .singleElement()
        .asString()
        .startsWith("PCR 7: nothing that was measured shows Secure Boot's KEK");
  }
}
