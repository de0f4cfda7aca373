package dev.assay.appraisal;

import static dev.assay.appraisal.testing.SampleBoot.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.eventlog.EventType;
import dev.assay.appraisal.finding.AuthorityNotInDb;
import dev.assay.appraisal.finding.BankEmpty;
import dev.assay.appraisal.finding.BanksDisagree;
import dev.assay.appraisal.finding.DataNotMeasured;
import dev.assay.appraisal.finding.EventOutOfOrder;
import dev.assay.appraisal.finding.EventOutOfOrder.Rule;
import dev.assay.appraisal.finding.Finding;
import dev.assay.appraisal.finding.SecureBootNotMeasured;
import dev.assay.appraisal.finding.SecureBootVariableMalformed;
import dev.assay.appraisal.finding.SeparatorError;
import dev.assay.appraisal.finding.SeparatorLookAlike;
import dev.assay.appraisal.finding.SeparatorMissing;
import dev.assay.appraisal.finding.SeparatorRepeated;
import dev.assay.appraisal.finding.Severity;
import dev.assay.appraisal.golden.Oddity;
import dev.assay.appraisal.golden.Quirk;
import dev.assay.appraisal.testing.Captures;
import dev.assay.appraisal.testing.EventData;
import dev.assay.appraisal.testing.LogBuilder;
import dev.assay.appraisal.testing.SampleBoot;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What speaks against a log by itself: one change to a sound log, and what is said of it.
class LogCheckTest {
  private static final HashAlgorithm SHA1 = HashAlgorithm.SHA1;
  private static final HashAlgorithm SHA256 = HashAlgorithm.SHA256;
  private static final Bytes ZEROS = Bytes.fromHex("00000000");
  private static final Bytes ONES = Bytes.fromHex("ffffffff");
  private static final Bytes ERROR = Bytes.fromHex("01000000");
  private static final Bytes MOK_LIST = SampleBoot.keys(EventData.SHIM, "MokList", "77");

  /// A change to the sound log.
  ///
  /// @param rule the one that it breaks
  record Disorder(Rule rule, String what, UnaryOperator<LogBuilder> change) {
    @Override
    public String toString() {
      return rule + ": " + what;
    }
  }

  static Stream<Disorder> disorders() {
    return Stream.of(
        new Disorder(
            Rule.CLOSED_BY_SEPARATOR,
            "firmware measured into PCR 0 late",
            log -> log.insert(SampleBoot.DISK, 0, EventType.POST_CODE, text("x"), text("x"))),
        new Disorder(
            Rule.CLOSED_BY_SEPARATOR,
            "option ROM after the separator",
            log ->
                log.insert(
                    SampleBoot.LOADER, 2, EventType.EFI_BOOT_SERVICES_DRIVER, text("x"), text(""))),
        new Disorder(
            Rule.CLOSED_BY_SEPARATOR,
            "PCR 3",
            log -> log.insert(SampleBoot.DISK, 3, EventType.EFI_ACTION, text("x"), text("x"))),
        new Disorder(
            Rule.CLOSED_BY_SEPARATOR,
            "PCR 6",
            log -> log.insert(SampleBoot.DISK, 6, EventType.COMPACT_HASH, text("x"), text("x"))),
        new Disorder(
            Rule.ACTIONS_ARE_NO_IMAGES,
            "an attempt to boot that is told as an image",
            log ->
                log.insert(
                    SampleBoot.LOADER,
                    4,
                    EventType.EFI_BOOT_SERVICES_APPLICATION,
                    text("Calling EFI Application from Boot Option"),
                    EventData.imageLoad("other.efi"))),
        new Disorder(
            Rule.NOTHING_STARTS_BEFORE_SEPARATOR,
            "an image that firmware starts by itself",
            log ->
                log.insert(
                    SampleBoot.CALL,
                    4,
                    EventType.EFI_BOOT_SERVICES_APPLICATION,
                    text("resident agent"),
                    EventData.imageLoad("agent.efi"))),
        new Disorder(
            Rule.NOTHING_STARTS_BEFORE_SEPARATOR,
            "an image relabelled as a part of the firmware",
            log ->
                log.insert(
                    SampleBoot.CALL,
                    4,
                    EventType.EFI_PLATFORM_FIRMWARE_BLOB2,
                    text("resident agent"),
                    EventData.blob2("harmless", 0, 1))),
        new Disorder(
            Rule.PARTITIONS_AFTER_SEPARATOR,
            "a partition table before the separator",
            log -> moved(log, SampleBoot.DISK, SampleBoot.CALL)),
        new Disorder(
            Rule.EXIT_AFTER_SEPARATOR,
            "the end without its beginning",
            log -> log.remove(SampleBoot.EXIT_INVOCATION)),
        new Disorder(
            Rule.EXIT_AFTER_SEPARATOR,
            "the beginning of the end before the separator",
            log -> moved(log, SampleBoot.EXIT_INVOCATION, SampleBoot.CALL)),
        new Disorder(
            Rule.VARIABLES_IN_ORDER,
            "KEK before PK",
            log -> log.swap(SampleBoot.PK, SampleBoot.KEK)),
        new Disorder(
            Rule.VARIABLES_IN_ORDER,
            "db twice",
            log -> {
              var db = SampleBoot.keys(EventData.IMAGE_SECURITY, "db", "33");
              return log.insert(SampleBoot.DBX, 7, EventType.EFI_VARIABLE_DRIVER_CONFIG, db, db);
            }),
        new Disorder(
            Rule.VARIABLES_BEFORE_SEPARATOR,
            "dbx after the separator",
            log -> moved(log, SampleBoot.DBX, SampleBoot.DISK)),
        new Disorder(
            Rule.AUTHORITIES_AFTER_SEPARATOR,
            "an authority before the separator",
            log -> moved(log, SampleBoot.AUTHORITY, SampleBoot.CALL)),
        new Disorder(
            Rule.NOTHING_AFTER_EXIT,
            "PCR 1 after boot services ended",
            log -> log.event(1, EventType.EFI_HANDOFF_TABLES2, text("x"), text(""))));
  }

  @ParameterizedTest
  @MethodSource("disorders")
  void eventOutOfOrderIsReported(Disorder disorder) {
    assertThat(findings(disorder.change()))
        .singleElement()
        .isInstanceOfSatisfying(
            EventOutOfOrder.class,
            finding -> assertThat(finding.rule()).isEqualTo(disorder.rule()));
  }

  /// What healthy firmware and loaders do.
  static Stream<UnaryOperator<LogBuilder>> usual() {
    return Stream.of(
        log -> log,
        log -> log.insert(SampleBoot.DISK, 1, EventType.EFI_HANDOFF_TABLES2, text("x"), text("")),
        log ->
            log.insert(
                SampleBoot.LOADER, 7, EventType.EFI_VARIABLE_DRIVER_CONFIG, MOK_LIST, MOK_LIST),
        log -> log.remove(SampleBoot.CALL),
        log -> log.measureInstead(SampleBoot.SEPARATOR_3, ONES),
        log ->
            log.insert(
                    SampleBoot.EXIT_INVOCATION,
                    5,
                    EventType.EFI_ACTION,
                    text("Exit Boot Services Invocation"),
                    text("Exit Boot Services Invocation"))
                .insert(
                    SampleBoot.EXIT_INVOCATION + 1,
                    5,
                    EventType.EFI_ACTION,
                    text("Exit Boot Services Returned with Failure"),
                    text("Exit Boot Services Returned with Failure")),
        log -> log.event(14, EventType.SEPARATOR, ZEROS),
        log -> log.event(9, EventType.EVENT_TAG, text("initrd"), text("anything")));
  }

  @ParameterizedTest
  @MethodSource("usual")
  void usualLogHasNoFinding(UnaryOperator<LogBuilder> change) {
    assertThat(findings(change)).isEmpty();
  }

  @Test
  void capturedLogsHaveNoFinding() {
    for (String capture : Captures.names()) {
      assertThat(LogCheck.findings(Captures.log(capture))).as(capture).isEmpty();
    }
  }

  /// Its four bytes are those of the separator for errors.
  @Test
  void bootOrderOfTwoOptionsIsNoErrorSeparator() {
    var order = EventData.variable("BootOrder", ERROR);

    assertThat(
            findings(
                log ->
                    log.change(
                        SampleBoot.BOOT_ORDER,
                        old ->
                            new LogBuilder.Entry(
                                1, EventType.EFI_VARIABLE_BOOT, log.digests(ERROR), order))))
        .isEmpty();
  }

  @Test
  void errorIsKnownByItsDigestWhateverItsType() {
    assertThat(
            findings(
                log ->
                    log.insert(SampleBoot.CALL, 0, EventType.POST_CODE, ERROR, text("harmless"))))
        .singleElement()
        .isInstanceOf(SeparatorError.class);
  }

  @Test
  void separatorOfOtherBytesIsALookAlike() {
    var padded = Bytes.wrap(new byte[50]);

    assertThat(findings(log -> log.measureInstead(SampleBoot.SEPARATOR_3, padded)))
        .singleElement()
        .isInstanceOfSatisfying(
            SeparatorLookAlike.class, finding -> assertThat(finding.pcr()).hasValue(3));
  }

  @Test
  void otherEventWithASeparatorsDigestIsALookAlike() {
    assertThat(
            findings(
                log ->
                    log.insert(
                        SampleBoot.DXE, 0, EventType.S_CRTM_CONTENTS, ONES, text("FIT record"))))
        .singleElement()
        .isInstanceOfSatisfying(
            SeparatorLookAlike.class, finding -> assertThat(finding.event()).hasValue(3));
  }

  @Test
  void everyMissingSeparatorIsNamed() {
    assertThat(findings(log -> log.remove(SampleBoot.SEPARATOR_6).remove(SampleBoot.SEPARATOR_3)))
        .singleElement()
        .isInstanceOfSatisfying(
            SeparatorMissing.class,
            finding -> assertThat(finding.pcrs()).containsExactly(PcrIndex.of(3), PcrIndex.of(6)));
  }

  @Test
  void everySeparatorTooManyIsReported() {
    assertThat(
            findings(
                log ->
                    log.insert(SampleBoot.DISK, 5, EventType.SEPARATOR, ZEROS, ZEROS)
                        .insert(SampleBoot.DISK, 5, EventType.SEPARATOR, ONES, ONES)))
        .hasSize(2)
        .allMatch(SeparatorRepeated.class::isInstance);
  }

  @Test
  void banksDisagreeWhereOneDigestAloneIsKnown() {
    var other = SHA1.hash(text("other"));

    assertThat(findings(log -> withDigest(log, SampleBoot.SEPARATOR_3, other)))
        .singleElement()
        .isInstanceOfSatisfying(
            BanksDisagree.class,
            finding -> {
              assertThat(finding.agreeing()).containsExactly(SHA256);
              assertThat(finding.others()).containsExactly(SHA1);
            });
  }

  /// The data is gone, so that the digests alone tell what was measured.
  @Test
  void banksDisagreeOnAConstantWithoutItsData() {
    assertThat(
            findings(
                log ->
                    log.insert(
                        SampleBoot.CALL,
                        new LogBuilder.Entry(
                            1,
                            EventType.EFI_HANDOFF_TABLES2,
                            Map.of(
                                SHA1,
                                SHA1.hash(text("Exit Boot Services Invocation")),
                                SHA256,
                                SHA256.hash(text("other"))),
                            Bytes.EMPTY))))
        .singleElement()
        .isInstanceOfSatisfying(
            BanksDisagree.class, finding -> assertThat(finding.agreeing()).containsExactly(SHA1));
  }

  @Test
  void banksDisagreeOnTheValueOfABootVariable() {
    var data = SampleBoot.diskOption("Boot0003", "\\x.efi");
    var value =
        data.slice(data.length() - EventData.filePath("\\x.efi").length() - 16, data.length());

    assertThat(
            findings(
                log ->
                    log.insert(
                        SampleBoot.CALL,
                        new LogBuilder.Entry(
                            1,
                            EventType.EFI_VARIABLE_BOOT,
                            Map.of(SHA1, SHA1.hash(text("other")), SHA256, SHA256.hash(value)),
                            data))))
        .singleElement()
        .isInstanceOf(BanksDisagree.class);
  }

  @Test
  void banksWithoutAnyMeasurementAreEmpty() {
    assertThat(LogCheck.findings(LogBuilder.agile().log()))
        .hasSize(2)
        .allMatch(BankEmpty.class::isInstance);
  }

  /// What loaders and the system extend there says nothing of the firmware.
  @Test
  void bankThatTheFirmwareLeftToTheSystemIsEmpty() {
    var log = LogBuilder.agile();
    log.entry(new LogBuilder.Entry(7, EventType.EFI_ACTION, withZero(log, "x"), text("x")));
    log.event(8, EventType.EFI_ACTION, "y");

    assertThat(LogCheck.findings(log.log()))
        .filteredOn(BankEmpty.class::isInstance)
        .containsExactly(new BankEmpty(SHA1));
  }

  private static Map<HashAlgorithm, Digest> withZero(LogBuilder log, String data) {
    var digests = log.digests(text(data));
    digests.put(SHA1, SHA1.zero());
    return digests;
  }

  @Test
  void dataThatLoadersMeasuredOtherwiseWeighsLessThanTheFirmwares() {
    for (var pcr : List.of(7, 8)) {
      assertThat(
              findings(
                  log ->
                      log.insert(
                          SampleBoot.CALL,
                          new LogBuilder.Entry(
                              pcr, EventType.EFI_ACTION, log.digests(text("x")), text("other")))))
          .filteredOn(DataNotMeasured.class::isInstance)
          .singleElement()
          .extracting(Finding::severity)
          .isEqualTo(pcr < 8 ? Severity.VIOLATION : Severity.WARNING);
    }
  }

  @Test
  void changedDataIsReportedThoughTheDigestGivesItAway() {
    assertThat(
            findings(
                log ->
                    log.change(
                        SampleBoot.EXIT_INVOCATION,
                        old ->
                            new LogBuilder.Entry(
                                old.pcr(), old.type(), old.digests(), text("something else")))))
        .singleElement()
        .isInstanceOf(DataNotMeasured.class);
  }

  @Test
  void missingVariablesAreNamed() {
    assertThat(findings(log -> log.remove(SampleBoot.DBX).remove(SampleBoot.SECURE_BOOT)))
        .singleElement()
        .isInstanceOfSatisfying(
            SecureBootNotMeasured.class,
            finding -> assertThat(finding.variables()).containsExactly("SecureBoot", "dbx"));
  }

  @Test
  void loadersVariableDoesNotStandForTheFirmwares() {
    var forged = SampleBoot.keys(EventData.SHIM, "dbx", "44");

    assertThat(findings(log -> log.measureInstead(SampleBoot.DBX, forged)))
        .singleElement()
        .isInstanceOf(SecureBootNotMeasured.class);
  }

  @Test
  void secureBootFlagOfAnotherValueIsMalformed() {
    assertThat(
            findings(
                log ->
                    log.measureInstead(
                        SampleBoot.SECURE_BOOT, SampleBoot.variable("SecureBoot", "02"))))
        .singleElement()
        .isInstanceOf(SecureBootVariableMalformed.class);
  }

  @Test
  void authorityOfAnotherOwnerIsNotInDb() {
    var authority =
        EventData.variable(
            EventData.IMAGE_SECURITY, "db", Bytes.fromHex("0d".repeat(16) + "33".repeat(32)));

    assertThat(findings(log -> log.measureInstead(SampleBoot.AUTHORITY, authority)))
        .singleElement()
        .isInstanceOfSatisfying(
            AuthorityNotInDb.class,
            finding ->
                assertThat(finding.authority()).isEqualTo("image sha256:" + "33".repeat(32)));
  }

  @Test
  void shimsAuthoritiesAreNotOfDb() {
    var authority =
        EventData.variable(EventData.SHIM, "db", Bytes.fromHex("0d".repeat(16) + "99".repeat(32)));

    assertThat(findings(log -> log.measureInstead(SampleBoot.AUTHORITY, authority))).isEmpty();
  }

  @Test
  void authoritiesAreJudgedByVerifiedDataAlone() {
    assertThat(
            findings(
                log ->
                    log.change(
                        SampleBoot.AUTHORITY,
                        old ->
                            new LogBuilder.Entry(
                                old.pcr(), old.type(), old.digests(), SampleBoot.authority("55")))))
        .singleElement()
        .isInstanceOf(DataNotMeasured.class);
  }

  @Test
  void oddityIsAsNarrowAsItsEvent() {
    var log = SampleBoot.of("01");
    log.measureInstead(SampleBoot.SEPARATOR_3, text("padded"));

    assertThat(LogCheck.oddities(log.log()))
        .containsExactly(
            new Quirk(
                Oddity.SEPARATOR_LOOK_ALIKE,
                PcrIndex.of(3),
                new TreeMap<>(log.digests(text("padded")))));
  }

  @Test
  void brokenPromiseThatNothingExcusesIsNoOddity() {
    assertThat(LogCheck.oddities(SampleBoot.of("01").remove(SampleBoot.SEPARATOR_6).log()))
        .isEmpty();
  }

  private static List<Finding> findings(UnaryOperator<LogBuilder> change) {
    return LogCheck.findings(change.apply(SampleBoot.of("01")).log());
  }

  /// Moves an event to an earlier or later place.
  private static LogBuilder moved(LogBuilder log, int from, int to) {
    var entry = log.entry(from);
    return to < from ? log.remove(from).insert(to, entry) : log.insert(to, entry).remove(from);
  }

  private static LogBuilder withDigest(LogBuilder log, int event, Digest digest) {
    return log.change(
        event,
        old -> {
          Map<HashAlgorithm, Digest> digests = new TreeMap<>(old.digests());
          digests.put(digest.algorithm(), digest);
          return new LogBuilder.Entry(old.pcr(), old.type(), digests, old.data());
        });
  }
}
