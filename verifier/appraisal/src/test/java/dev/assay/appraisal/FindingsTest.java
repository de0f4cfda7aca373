package dev.assay.appraisal;

import static dev.assay.appraisal.testing.SampleBoot.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.boot.BootSession;
import dev.assay.appraisal.boot.ReportedBoot;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.eventlog.EventType;
import dev.assay.appraisal.eventlog.PreparedLog;
import dev.assay.appraisal.finding.AuthorityNotInDb;
import dev.assay.appraisal.finding.AwaitsGoldenSet;
import dev.assay.appraisal.finding.BankEmpty;
import dev.assay.appraisal.finding.BankIncomplete;
import dev.assay.appraisal.finding.BankNotInLog;
import dev.assay.appraisal.finding.BanksDisagree;
import dev.assay.appraisal.finding.BootNotFinished;
import dev.assay.appraisal.finding.ClockBehindUptime;
import dev.assay.appraisal.finding.ClockWentBack;
import dev.assay.appraisal.finding.DataNotMeasured;
import dev.assay.appraisal.finding.DbxEntriesMissing;
import dev.assay.appraisal.finding.DebugModeEnabled;
import dev.assay.appraisal.finding.DmaProtectionDisabled;
import dev.assay.appraisal.finding.EventAdded;
import dev.assay.appraisal.finding.EventChanged;
import dev.assay.appraisal.finding.EventLogAbsent;
import dev.assay.appraisal.finding.EventLogMalformed;
import dev.assay.appraisal.finding.EventLogNotCryptoAgile;
import dev.assay.appraisal.finding.EventLogNotOfTpm;
import dev.assay.appraisal.finding.EventMissing;
import dev.assay.appraisal.finding.EventOutOfOrder;
import dev.assay.appraisal.finding.EventReordered;
import dev.assay.appraisal.finding.ExcusedByQuirk;
import dev.assay.appraisal.finding.Finding;
import dev.assay.appraisal.finding.FirmwareRolledBack;
import dev.assay.appraisal.finding.FirmwareVersionDiffers;
import dev.assay.appraisal.finding.HostSlept;
import dev.assay.appraisal.finding.KeyUnsuitable;
import dev.assay.appraisal.finding.MeasurementRare;
import dev.assay.appraisal.finding.NoCommonBank;
import dev.assay.appraisal.finding.NoGoldenSet;
import dev.assay.appraisal.finding.NoStrongBank;
import dev.assay.appraisal.finding.OsLayerNotJudged;
import dev.assay.appraisal.finding.PcrDigestMismatch;
import dev.assay.appraisal.finding.PcrValueDiffers;
import dev.assay.appraisal.finding.PcrValueOutsideSelection;
import dev.assay.appraisal.finding.PcrValuesIncomplete;
import dev.assay.appraisal.finding.QuoteMalformed;
import dev.assay.appraisal.finding.QuoteNotBound;
import dev.assay.appraisal.finding.ReplayMismatch;
import dev.assay.appraisal.finding.ResetCountWentBack;
import dev.assay.appraisal.finding.ResetWithoutReboot;
import dev.assay.appraisal.finding.SecureBootDiffers;
import dev.assay.appraisal.finding.SecureBootNotMeasured;
import dev.assay.appraisal.finding.SecureBootVariableMalformed;
import dev.assay.appraisal.finding.SelectionDiffers;
import dev.assay.appraisal.finding.SeparatorError;
import dev.assay.appraisal.finding.SeparatorLookAlike;
import dev.assay.appraisal.finding.SeparatorMissing;
import dev.assay.appraisal.finding.SeparatorRepeated;
import dev.assay.appraisal.finding.SignatureInvalid;
import dev.assay.appraisal.finding.SignatureSchemeNotAllowed;
import dev.assay.appraisal.finding.TpmFirmwareChanged;
import dev.assay.appraisal.finding.UnmeasuredPcrNotReset;
import dev.assay.appraisal.golden.Layer;
import dev.assay.appraisal.testing.EventData;
import dev.assay.appraisal.testing.EvidenceBuilder;
import dev.assay.appraisal.testing.LogBuilder;
import dev.assay.appraisal.testing.QuoteBuilder;
import dev.assay.appraisal.testing.SampleBoot;
import dev.assay.appraisal.testing.TestKeys;
import dev.assay.appraisal.testing.Verifier;
import dev.assay.appraisal.tpm.ClockInfo;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import dev.assay.appraisal.tpm.PcrSelection;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each promise, broken by changing exactly one thing of a sound machine, gives its own finding.
class FindingsTest {
  private static final HashAlgorithm SHA1 = HashAlgorithm.SHA1;
  private static final HashAlgorithm SHA256 = HashAlgorithm.SHA256;
  private static final GoldenSets.Active SOUND =
      Verifier.golden(SampleBoot.of("02"), SampleBoot.of("03"));

  /// An update on its way: the newer firmware lacks a measurement of the older.
  private static final GoldenSets.Active ROLLOUT =
      new GoldenSets.Active(
          List.of(
              Verifier.set(
                  "updated", Layer.FIRMWARE, SampleBoot.of("02").remove(SampleBoot.CPU_FLAGS)),
              SOUND.firmware().getFirst()),
          SOUND.os());

  private static final Bytes SEPARATOR = Bytes.fromHex("00000000");
  private static final int MASK = PcrSelection.DEFAULT_MASK;
  private static final long HOUR = 3_600_000;

  /// One broken promise.
  ///
  /// @param finding what the change breaks
  /// @param findings all that it makes: this one alone but for one case
  record Broken(
      Class<? extends Finding> finding,
      String change,
      Set<Class<? extends Finding>> findings,
      Verdict verdict,
      Supplier<Appraisal> made) {
    Broken(
        Class<? extends Finding> finding,
        String change,
        Verdict verdict,
        Supplier<Appraisal> made) {
      this(finding, change, Set.of(finding), verdict, made);
    }

    @Override
    public String toString() {
      return finding.getSimpleName() + ": " + change;
    }
  }

  private static Broken untrusted(
      Class<? extends Finding> finding, String change, Supplier<Appraisal> made) {
    return new Broken(finding, change, Verdict.UNTRUSTED, made);
  }

  static Stream<Broken> broken() {
    return Stream.of(
            quote(), session(), log(), structure(), secureBoot(), golden(), quirks(), witnesses())
        .flatMap(List::stream);
  }

  private static List<Broken> quote() {
    return List.of(
        untrusted(
            QuoteMalformed.class,
            "magic",
            () -> judged(evidence().quote(quote -> quote.magic(0xFF544346L)))),
        untrusted(
            QuoteMalformed.class,
            "trailing byte",
            () -> judged(evidence().quote(quote -> quote.tail(Bytes.fromHex("00"))))),
        untrusted(KeyUnsuitable.class, "a key that signs anything", FindingsTest::vouchedForAnyKey),
        untrusted(
            SignatureSchemeNotAllowed.class,
            "signed with SHA-1",
            () -> judged(evidence().signature(FindingsTest::withSha1))),
        untrusted(
            SignatureInvalid.class,
            "another curve's key",
            () -> judged(evidence().signedBy(TestKeys.ec("secp384r1")))),
        untrusted(
            QuoteNotBound.class,
            "another nonce",
            () ->
                judged(
                    evidence()
                        .quote(quote -> quote.extraData(SHA256.hash(text("other")).value())))),
        untrusted(
            SelectionDiffers.class,
            "a PCR left out",
            () -> verifier().requested(PcrSelection.of(List.of(SHA1, SHA256), 0x7FFF)).appraise()),
        untrusted(
            SelectionDiffers.class,
            "another bank",
            () -> verifier().requested(PcrSelection.of(List.of(SHA256), MASK)).appraise()),
        untrusted(
            NoStrongBank.class,
            "SHA-1 alone",
            () -> verifier().selection(PcrSelection.of(List.of(SHA1), MASK)).appraise()),
        untrusted(
            PcrValuesIncomplete.class,
            "a value not sent",
            () -> judged(evidence().claim(all -> EvidenceBuilder.without(all, SHA256, 3)))),
        untrusted(
            PcrValueOutsideSelection.class,
            "a value too many",
            () -> judged(evidence().claim(all -> EvidenceBuilder.with(all, 16, SHA256.zero())))),
        untrusted(
            PcrDigestMismatch.class,
            "a value altered",
            () -> judged(evidence().claim(all -> EvidenceBuilder.with(all, 3, SHA256.zero())))));
  }

  /// Such a key is enrolled nowhere; somebody can hold it in their hands.
  private static Appraisal vouchedForAnyKey() {
    var sent = evidence().with(verifier().logEvidence());
    var offline =
        OfflineAppraiser.appraise(
            new OfflineEvidence(
                sent.attest(), sent.signature(), Optional.empty(), Optional.empty()),
            new OfflineQuestion(
                OfflineAppraiserTest.unrestricted(), Optional.empty(), Optional.empty()));
    return new Appraisal(offline.verdict(), offline.findings(), true, Optional.empty());
  }

  /// TPMT_SIGNATURE with TPM_ALG_SHA1 as its hash.
  private static Bytes withSha1(Bytes signature) {
    return Bytes.concat(
        signature.slice(0, 2), Bytes.fromHex("0004"), signature.slice(4, signature.length()));
  }

  private static List<Broken> session() {
    return List.of(
        untrusted(
            ResetWithoutReboot.class,
            "a reset in the same boot",
            () -> nextQuote(quote -> quote.resetCount(8), HOUR)),
        untrusted(
            ResetCountWentBack.class,
            "fewer resets than before",
            () -> nextQuote(quote -> quote.resetCount(6), HOUR)),
        untrusted(
            ClockWentBack.class,
            "an earlier clock in the same session",
            () -> nextQuote(quote -> quote.clockMillis(9 * HOUR), HOUR)),
        new Broken(
            ClockBehindUptime.class,
            "a host older than its TPM",
            Verdict.WARNING,
            () -> nextQuote(quote -> quote, 20 * HOUR)),
        new Broken(
            HostSlept.class,
            "a resume",
            Verdict.WARNING,
            () -> nextQuote(quote -> quote.restartCount(1), HOUR)),
        new Broken(
            TpmFirmwareChanged.class,
            "another version of the TPM's firmware",
            Verdict.WARNING,
            () -> nextQuote(quote -> quote.firmwareVersion(2), HOUR)));
  }

  /// The second quote of a boot, ten hours into the life of its TPM.
  private static Appraisal nextQuote(UnaryOperator<QuoteBuilder> change, long uptimeMillis) {
    var last =
        new BootSession(
            new ClockInfo(10 * HOUR, 7, 0, true), 1, new ReportedBoot("this boot", HOUR));
    var verifier = verifier();
    var sent =
        verifier
            .evidence()
            .quote(quote -> change.apply(quote.clockMillis(10 * HOUR).firmwareVersion(1)))
            .with(verifier.logEvidence());
    var asked = verifier.expectation();
    return new Appraiser()
        .appraise(
            new Evidence(
                sent.attest(),
                sent.signature(),
                sent.claimedValues(),
                sent.log(),
                Optional.of(new ReportedBoot("this boot", uptimeMillis)),
                Optional.empty()),
            new Expectation(
                asked.key(),
                asked.extraData(),
                asked.selection(),
                asked.golden(),
                asked.osLayer(),
                Optional.of(last)));
  }

  private static List<Broken> log() {
    return List.of(
        untrusted(
            EventLogAbsent.class,
            "no log",
            () -> judged(evidence(), new LogEvidence.Absent("no such file"))),
        untrusted(
            EventLogMalformed.class,
            "cut off",
            () -> {
              var whole = SampleBoot.of("01").bytes();
              return judged(evidence(), present(whole.slice(0, whole.length() - 1)));
            }),
        untrusted(
            EventLogNotCryptoAgile.class,
            "SHA-1 records",
            () ->
                judged(
                    evidence(),
                    present(
                        LogBuilder.sha1Record(
                            0,
                            EventType.NO_ACTION,
                            EventData.specIdStart("Spec ID Event02").u8(0).toBytes())))),
        untrusted(
            EventLogNotOfTpm.class,
            "a confidential guest's log",
            () ->
                judged(
                    evidence(),
                    present(
                        LogBuilder.withHeader(
                                LogBuilder.sha1Record(
                                    1,
                                    EventType.NO_ACTION,
                                    EventData.specId(List.of(HashAlgorithm.SHA384))),
                                HashAlgorithm.SHA384)
                            .bytes()))),
        untrusted(
            BankNotInLog.class,
            "a bank more in the TPM",
            () -> {
              var selection = PcrSelection.of(List.of(SHA1, SHA256, HashAlgorithm.SHA384), MASK);
              var values = SampleBoot.into(allBanks(), "01").sibling("").replay().values();
              return verifier()
                  .selection(selection)
                  .held(_ -> values)
                  .golden(Verifier.golden(SampleBoot.into(allBanks(), "02")))
                  .appraise();
            }),
        untrusted(
            ReplayMismatch.class,
            "PCR 0 extended without an event",
            () -> extended(0, OsLayerPolicy.ENFORCE)),
        untrusted(
            ReplayMismatch.class,
            "PCR 8 extended without an event, enforced",
            () -> extended(8, OsLayerPolicy.ENFORCE)),
        new Broken(
            ReplayMismatch.class,
            "PCR 8 extended without an event, warned",
            Verdict.WARNING,
            () -> extended(8, OsLayerPolicy.WARN)),
        untrusted(
            UnmeasuredPcrNotReset.class,
            "PCR 14 without events",
            () -> extended(14, OsLayerPolicy.ENFORCE)));
  }

  /// What the host and the siblings say.
  private static List<Broken> witnesses() {
    return List.of(
        new Broken(
            FirmwareVersionDiffers.class,
            "the host reports another version",
            Verdict.TRUSTED,
            () -> reporting("1.2.4")),
        new Broken(
            MeasurementRare.class,
            "an option ROM that no sibling has",
            Verdict.WARNING,
            FindingsTest::oneOf812));
  }

  private static Appraisal reporting(String firmwareVersion) {
    var sent = evidence().with(verifier().logEvidence());
    return verifier()
        .appraise(
            new Evidence(
                sent.attest(),
                sent.signature(),
                sent.claimedValues(),
                sent.log(),
                Optional.empty(),
                Optional.of(firmwareVersion)));
  }

  /// The service asks the siblings, not the appraiser.
  private static Appraisal oneOf812() {
    var log =
        SampleBoot.of("01")
            .insert(
                SampleBoot.CALL,
                2,
                EventType.EFI_BOOT_SERVICES_DRIVER,
                text("option ROM"),
                Bytes.EMPTY)
            .log();
    Map<Rarity.Measurement, Integer> common = new HashMap<>();
    Rarity.measurements(SampleBoot.of("02").log(), SHA256)
        .forEach(measurement -> common.put(measurement, 811));
    return new Appraisal(
        Verdict.WARNING,
        List.copyOf(
            Rarity.findings(
                log, new Rarity.Cohort(SHA256, 812, common), new Rarity.Threshold(20, 1))),
        true,
        Optional.empty());
  }

  @Test
  void reportedVersionThatAgreesIsNoFinding() {
    assertThat(reporting(" 1.2.3 ").findings()).isEmpty();
  }

  /// All siblings show it, and no quirk excuses it: only the log's structure speaks against them.
  private static List<Broken> structure() {
    return List.of(
        new Broken(
            BankIncomplete.class,
            "SHA-1 is no longer logged",
            Verdict.WARNING,
            () -> {
              var whole = SampleBoot.of("01").sibling("").replay().values();
              return verifier().log(withoutLastSha1()).held(_ -> whole).appraise();
            }),
        untrusted(
            BankEmpty.class,
            "zeros logged for SHA-1",
            () -> allMachines(FindingsTest::withoutSha1)),
        untrusted(
            BanksDisagree.class,
            "something else in SHA-1",
            () ->
                allMachines(
                    log ->
                        log.change(
                            SampleBoot.CPU_FLAGS,
                            old ->
                                new LogBuilder.Entry(
                                    old.pcr(),
                                    old.type(),
                                    Map.of(
                                        SHA1,
                                        SHA1.hash(text("other")),
                                        SHA256,
                                        SHA256.hash(old.data())),
                                    old.data())))),
        untrusted(
            SeparatorMissing.class,
            "PCR 6 not closed",
            () -> allMachines(log -> log.remove(SampleBoot.SEPARATOR_6))),
        untrusted(
            SeparatorError.class,
            "the separator for errors",
            () ->
                allMachines(
                    log -> log.measureInstead(SampleBoot.SEPARATOR_3, Bytes.fromHex("01000000")))),
        untrusted(
            SeparatorLookAlike.class,
            "a separator of another type",
            () ->
                allMachines(
                    log ->
                        log.change(
                            SampleBoot.SEPARATOR_3,
                            old ->
                                new LogBuilder.Entry(
                                    old.pcr(), EventType.ACTION, old.digests(), old.data())))),
        untrusted(
            SeparatorRepeated.class,
            "a second separator",
            () ->
                allMachines(
                    log ->
                        log.insert(SampleBoot.DISK, 3, EventType.SEPARATOR, SEPARATOR, SEPARATOR))),
        untrusted(
            EventOutOfOrder.class,
            "an option ROM after the separator",
            () ->
                allMachines(
                    log ->
                        log.insert(
                            SampleBoot.DISK,
                            2,
                            EventType.EFI_BOOT_SERVICES_DRIVER,
                            text("option ROM"),
                            Bytes.EMPTY))),
        new Broken(
            BootNotFinished.class,
            "boot services did not end",
            Verdict.WARNING,
            () -> allMachines(log -> log.remove(SampleBoot.EXIT_SUCCESS))),
        untrusted(
            DataNotMeasured.class,
            "another version than was measured",
            () ->
                allMachines(
                    log ->
                        log.change(
                            SampleBoot.VERSION,
                            old ->
                                new LogBuilder.Entry(
                                    old.pcr(),
                                    old.type(),
                                    old.digests(),
                                    EventData.utf16("9.9.9"))))));
  }

  private static List<Broken> secureBoot() {
    return List.of(
        untrusted(
            SecureBootVariableMalformed.class,
            "a dbx cut off",
            () ->
                allMachines(
                    log ->
                        log.measureInstead(
                            SampleBoot.DBX,
                            EventData.variable(
                                EventData.IMAGE_SECURITY, "dbx", Bytes.fromHex("2616"))))),
        new Broken(
            SecureBootNotMeasured.class,
            "dbx not measured",
            Verdict.WARNING,
            () -> allMachines(log -> log.remove(SampleBoot.DBX))),
        untrusted(
            AuthorityNotInDb.class,
            "started by what db does not hold",
            () ->
                allMachines(
                    log -> log.measureInstead(SampleBoot.AUTHORITY, SampleBoot.authority("55")))),
        untrusted(DebugModeEnabled.class, "debug mode", () -> allMachines(says("UEFI Debug Mode"))),
        untrusted(
            DmaProtectionDisabled.class,
            "memory open to devices",
            () -> allMachines(says("DMA Protection Disabled"))));
  }

  private static List<Broken> quirks() {
    UnaryOperator<LogBuilder> open = says("DMA Protection Disabled");
    return List.of(
        new Broken(
            ExcusedByQuirk.class,
            "all siblings do so",
            Verdict.TRUSTED,
            () ->
                verifier()
                    .golden(
                        Verifier.golden(
                            open.apply(SampleBoot.of("02")), open.apply(SampleBoot.of("03"))))
                    .log(open.apply(SampleBoot.of("01")))
                    .appraise()),
        new Broken(
            AwaitsGoldenSet.class,
            "nobody said whether siblings do so",
            Set.of(AwaitsGoldenSet.class, NoGoldenSet.class),
            Verdict.UNKNOWN,
            () ->
                verifier()
                    .golden(new GoldenSets.None("model"))
                    .log(open.apply(SampleBoot.of("01")))
                    .appraise()));
  }

  /// The machine and its siblings, changed in the same way; nothing excuses it.
  private static Appraisal allMachines(UnaryOperator<LogBuilder> change) {
    return verifier()
        .golden(
            Verifier.withoutQuirks(
                Verifier.golden(
                    change.apply(SampleBoot.of("01")), change.apply(SampleBoot.of("01")))))
        .log(change.apply(SampleBoot.of("01")))
        .appraise();
  }

  /// Firmware that says something of itself in PCR 7.
  private static UnaryOperator<LogBuilder> says(String action) {
    return log -> log.insert(SampleBoot.CALL, 7, EventType.EFI_ACTION, text(action), text(action));
  }

  private static LogBuilder withoutLastSha1() {
    return SampleBoot.of("01")
        .change(
            SampleBoot.EXIT_SUCCESS,
            old ->
                new LogBuilder.Entry(
                    old.pcr(), old.type(), Map.of(SHA256, SHA256.hash(old.data())), old.data()));
  }

  private static LogBuilder withoutSha1(LogBuilder log) {
    for (int event = 1; event <= SampleBoot.EXIT_SUCCESS; event++) {
      log.change(
          event,
          old ->
              new LogBuilder.Entry(old.pcr(), old.type(), withZeroSha1(old.digests()), old.data()));
    }
    return log;
  }

  private static Map<HashAlgorithm, Digest> withZeroSha1(Map<HashAlgorithm, Digest> digests) {
    Map<HashAlgorithm, Digest> changed = new TreeMap<>(digests);
    changed.put(SHA1, SHA1.zero());
    return changed;
  }

  private static List<Broken> golden() {
    return List.of(
        new Broken(
            NoGoldenSet.class,
            "a model without a set",
            Verdict.UNKNOWN,
            () -> verifier().golden(new GoldenSets.None("model")).appraise()),
        new Broken(
            NoGoldenSet.class,
            "no model",
            Verdict.UNKNOWN,
            () -> verifier().golden(new GoldenSets.NoModel()).appraise()),
        untrusted(
            NoCommonBank.class,
            "a golden set of another bank",
            () ->
                verifier()
                    .golden(
                        new GoldenSets.Active(
                            List.of(
                                Verifier.set(
                                    "sha384",
                                    Layer.FIRMWARE,
                                    SampleBoot.into(
                                        LogBuilder.withBanks(HashAlgorithm.SHA384), "02"))),
                            SOUND.os()))
                    .appraise()),
        untrusted(
            EventChanged.class,
            "a firmware volume",
            () ->
                boot(
                    log ->
                        log.change(
                            SampleBoot.DXE,
                            old ->
                                new LogBuilder.Entry(
                                    old.pcr(),
                                    old.type(),
                                    log.digests(text("implant")),
                                    old.data())))),
        untrusted(
            EventAdded.class,
            "an option ROM",
            () ->
                boot(
                    log ->
                        log.insert(
                            SampleBoot.SEPARATOR_0,
                            2,
                            EventType.EFI_BOOT_SERVICES_DRIVER,
                            text("option ROM"),
                            Bytes.EMPTY))),
        untrusted(
            EventMissing.class,
            "a configuration not measured",
            () -> boot(log -> log.remove(SampleBoot.CPU_FLAGS))),
        untrusted(
            EventReordered.class,
            "two firmware volumes",
            () -> boot(log -> log.swap(SampleBoot.PEI, SampleBoot.DXE))),
        untrusted(
            PcrValueDiffers.class,
            "started in another locality",
            () ->
                boot(
                    log ->
                        log.insert(
                            1,
                            new LogBuilder.Entry(
                                0,
                                EventType.NO_ACTION,
                                Map.of(SHA1, SHA1.zero(), SHA256, SHA256.zero()),
                                EventData.startupLocality(3))))),
        untrusted(
            SecureBootDiffers.class,
            "Secure Boot switched off",
            () ->
                boot(
                    log ->
                        log.measureInstead(
                            SampleBoot.SECURE_BOOT, SampleBoot.variable("SecureBoot", "00")))),
        untrusted(
            DbxEntriesMissing.class,
            "an emptied dbx",
            () ->
                boot(
                    log ->
                        log.measureInstead(
                            SampleBoot.DBX,
                            EventData.variable(EventData.IMAGE_SECURITY, "dbx", Bytes.EMPTY)))),
        untrusted(
            FirmwareRolledBack.class,
            "the older of two sets, after the newer one",
            () ->
                verifier()
                    .golden(ROLLOUT)
                    .lastFirmware(ROLLOUT.firmware().getFirst().id())
                    .appraise()),
        new Broken(
            OsLayerNotJudged.class,
            "no set of the OS layer",
            Verdict.TRUSTED,
            () -> verifier().golden(new GoldenSets.Active(SOUND.firmware(), List.of())).appraise()),
        new Broken(
            OsLayerNotJudged.class,
            "ignored by policy",
            Verdict.TRUSTED,
            () -> verifier().osLayer(OsLayerPolicy.IGNORE).appraise()));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void brokenPromiseIsReported(Broken broken) {
    var appraisal = broken.made().get();

    assertThat(appraisal.verdict()).isEqualTo(broken.verdict());
    assertThat(appraisal.findings()).hasAtLeastOneElementOfType(broken.finding());
    assertThat(appraisal.findings())
        .as("one change, one finding")
        .extracting(Object::getClass)
        .hasSameElementsAs(broken.findings());
  }

  @ParameterizedTest
  @MethodSource("broken")
  void findingSpeaksToPeople(Broken broken) {
    assertThat(broken.made().get().findings())
        .allSatisfy(
            finding -> {
              assertThat(finding.code()).matches("[A-Z][A-Z0-9]*(_[A-Z0-9]+)*");
              assertThat(finding.message()).endsWith(".").doesNotContain("\n", "null", "Optional");
              assertThat(finding.remedy()).endsWith(".").doesNotContain("\n", "null", "Optional");
              assertThat(finding.data()).allSatisfy((_, value) -> assertThat(value).isNotNull());
            });
  }

  @Test
  void soundMachineHasNoFinding() {
    var appraisal = verifier().appraise();

    assertThat(appraisal.findings()).isEmpty();
    assertThat(appraisal.verdict()).isEqualTo(Verdict.TRUSTED);
  }

  @Test
  void everyFindingHasATest() {
    assertThat(broken().map(Broken::finding).distinct())
        .containsExactlyInAnyOrderElementsOf(leaves(Finding.class).toList());
  }

  @Test
  void everyFindingHasACodeOfItsOwn() {
    var codes =
        broken()
            .flatMap(broken -> broken.made().get().findings().stream())
            .collect(Collectors.toMap(Object::getClass, Finding::code, (one, _) -> one));

    assertThat(codes.values()).doesNotHaveDuplicates();
    assertThat(codes).allSatisfy((type, code) -> assertThat(code).isEqualTo(upperSnake(type)));
  }

  private static String upperSnake(Class<?> type) {
    return type.getSimpleName().replaceAll("([a-z])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
  }

  @SuppressWarnings("unchecked")
  private static Stream<Class<? extends Finding>> leaves(Class<? extends Finding> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses())
            .flatMap(member -> leaves((Class<? extends Finding>) member))
            .distinct()
        : Stream.of(type);
  }

  private static Verifier verifier() {
    return new Verifier();
  }

  private static EvidenceBuilder evidence() {
    return verifier().evidence();
  }

  private static Appraisal judged(EvidenceBuilder evidence) {
    return judged(evidence, verifier().logEvidence());
  }

  private static Appraisal judged(EvidenceBuilder evidence, LogEvidence log) {
    return verifier().appraise(evidence.with(log));
  }

  private static LogEvidence present(Bytes log) {
    return new LogEvidence.Present(PreparedLog.of(log));
  }

  private static Appraisal boot(UnaryOperator<LogBuilder> change) {
    return verifier().log(change.apply(SampleBoot.of("01"))).appraise();
  }

  private static Appraisal extended(int pcr, OsLayerPolicy osLayer) {
    return verifier()
        .osLayer(osLayer)
        .held(
            values ->
                EvidenceBuilder.with(
                    values,
                    pcr,
                    values
                        .get(SHA256, PcrIndex.of(pcr))
                        .orElseThrow()
                        .extend(SHA256.hash(text("unlogged")))))
        .appraise();
  }

  private static LogBuilder allBanks() {
    return LogBuilder.withBanks(SHA1, SHA256, HashAlgorithm.SHA384);
  }
}
