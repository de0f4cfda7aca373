package dev.assay.appraisal;

import static dev.assay.appraisal.testing.SampleBoot.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.assay.appraisal.boot.BootFacts;
import dev.assay.appraisal.boot.BootOption;
import dev.assay.appraisal.boot.ClaimedFact;
import dev.assay.appraisal.boot.KeyDatabase;
import dev.assay.appraisal.boot.LoadedImage;
import dev.assay.appraisal.boot.SecureBootFacts.State;
import dev.assay.appraisal.boot.UsedAuthority;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.eventlog.EventType;
import dev.assay.appraisal.testing.CapturedEvidence;
import dev.assay.appraisal.testing.EventData;
import dev.assay.appraisal.testing.EvidenceBuilder;
import dev.assay.appraisal.testing.LogBuilder;
import dev.assay.appraisal.testing.SampleBoot;
import dev.assay.appraisal.testing.Verifier;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What is told of a boot as a fact, and what only as a claim.
class BootFactsTest {
  private static final HashAlgorithm SHA256 = HashAlgorithm.SHA256;

  @Test
  void soundBootIsToldInFull() {
    var facts = facts(log -> log);

    assertThat(facts.firmwareVersion()).contains("1.2.3");
    assertThat(facts.secureBoot().state()).isEqualTo(State.ON);
    assertThat(facts.secureBoot().databases())
        .extracting(KeyDatabase::name)
        .containsExactly("PK", "KEK", "db", "dbx");
    assertThat(facts.secureBoot().databases())
        .allSatisfy(database -> assertThat(database.hashes()).isEqualTo(1))
        .allSatisfy(database -> assertThat(database.entries()).isEqualTo(1));
    assertThat(facts.secureBoot().authorities())
        .containsExactly(
            new UsedAuthority(SampleBoot.AUTHORITY, "db", "image sha256:" + "33".repeat(32), true));
    assertThat(facts.bootOrder()).containsExactly(1, 2);
    assertThat(facts.bootOptions())
        .containsExactly(
            new BootOption(SampleBoot.NETWORK_OPTION, "Boot0001", "PXE 525400000001", ""),
            new BootOption(SampleBoot.DISK_OPTION, "Boot0002", "disk", "\\EFI\\BOOT\\BOOTX64.EFI"));
    assertThat(facts.bootAttempts()).isEqualTo(1);
    assertThat(facts.images())
        .containsExactly(
            new LoadedImage(4, SampleBoot.LOADER, SHA256.hash(text("loader")), "grubx64.efi"),
            new LoadedImage(4, SampleBoot.KERNEL, SHA256.hash(text("kernel")), "vmlinuz"));
    assertThat(facts.commandLines()).containsExactly("quiet");
    assertThat(facts.debugMode()).isFalse();
    assertThat(facts.dmaProtectionDisabled()).isFalse();
    assertThat(facts.finished()).isTrue();
    assertThat(facts.claimed()).isEmpty();
  }

  @Test
  void dataThatWasNotMeasuredIsAClaim() {
    var facts = facts(log -> unmeasured(log, SampleBoot.VERSION, EventData.utf16("9.9.9")));

    assertThat(facts.firmwareVersion()).isEmpty();
    assertThat(facts.claimed())
        .containsExactly(new ClaimedFact(0, SampleBoot.VERSION, "EV_S_CRTM_VERSION '9.9.9'"));
  }

  @Test
  void secureBootThatWasNotMeasuredIsUnknown() {
    var facts =
        facts(
            log ->
                unmeasured(log, SampleBoot.SECURE_BOOT, SampleBoot.variable("SecureBoot", "00")));

    assertThat(facts.secureBoot().state()).isEqualTo(State.UNKNOWN);
    assertThat(facts.claimed()).extracting(ClaimedFact::event).containsExactly(4);
  }

  /// In the strong bank or beside it.
  @ParameterizedTest
  @EnumSource(names = {"SHA1", "SHA256"})
  void nothingInAPcrThatIsNotExplainedIsAFact(HashAlgorithm differing) {
    var facts =
        new Verifier()
            .held(values -> EvidenceBuilder.with(values, 7, differing.hash(text("other"))))
            .appraise()
            .proven()
            .orElseThrow()
            .boot()
            .orElseThrow();

    assertThat(facts.secureBoot().state()).isEqualTo(State.UNKNOWN);
    assertThat(facts.secureBoot().databases()).isEmpty();
    assertThat(facts.secureBoot().authorities()).isEmpty();
    assertThat(facts.claimed()).hasSize(6).allMatch(claim -> claim.pcr() == 7);
    assertThat(facts.firmwareVersion()).isPresent();
  }

  @Test
  void imageOfAPcrThatIsNotExplainedIsAClaim() {
    var facts =
        new Verifier()
            .held(values -> EvidenceBuilder.with(values, 4, SHA256.hash(text("other"))))
            .appraise()
            .proven()
            .orElseThrow()
            .boot()
            .orElseThrow();

    assertThat(facts.images()).isEmpty();
    assertThat(facts.bootAttempts()).isZero();
    assertThat(facts.claimed())
        .extracting(ClaimedFact::text)
        .containsExactly(
            "EV_EFI_BOOT_SERVICES_APPLICATION 'grubx64.efi'",
            "EV_EFI_BOOT_SERVICES_APPLICATION 'vmlinuz'");
  }

  @Test
  void secureBootWithoutAValueIsOff() {
    assertThat(
            facts(
                    log ->
                        log.measureInstead(
                            SampleBoot.SECURE_BOOT, SampleBoot.variable("SecureBoot", "")))
                .secureBoot()
                .state())
        .isEqualTo(State.OFF);
  }

  @Test
  void debugModeAndOpenMemoryAreTold() {
    assertThat(facts(says("UEFI Debug Mode")).debugMode()).isTrue();
    assertThat(facts(says("DMA Protection Disabled")).dmaProtectionDisabled()).isTrue();
  }

  @Test
  void optionRomIsToldByItsDigest() {
    var facts =
        facts(
            log ->
                log.insert(
                    SampleBoot.CALL,
                    2,
                    EventType.EFI_BOOT_SERVICES_DRIVER,
                    text("option ROM"),
                    Bytes.EMPTY));

    assertThat(facts.images().getFirst())
        .isEqualTo(new LoadedImage(2, SampleBoot.CALL, SHA256.hash(text("option ROM")), ""));
  }

  @Test
  void stubsCommandLineIsTold() {
    assertThat(
            facts(log -> log.event(12, EventType.IPL, EventData.utf16("root=/dev/sda\0")))
                .commandLines())
        .containsExactly("quiet", "root=/dev/sda");
  }

  @Test
  void factsAreHarmlessText() {
    var facts =
        facts(
            log ->
                log.measureInstead(
                    SampleBoot.DISK_OPTION,
                    SampleBoot.diskOption("Boot\u202e02", "x\u001b[2J.efi")));

    assertThat(facts.toString()).doesNotContain("\u001b", "\u202e", "\n");
  }

  @Test
  void listsAreCut() {
    var facts =
        facts(
            log -> {
              for (int i = 0; i < 2 * BootFacts.MAX_ENTRIES; i++) {
                log.event(8, EventType.IPL, text("c" + i), text("kernel_cmdline: c" + i));
                log.insert(
                    SampleBoot.CALL,
                    2,
                    EventType.EFI_BOOT_SERVICES_DRIVER,
                    text("r" + i),
                    text(""));
              }
              return log;
            });

    assertThat(facts.commandLines()).hasSize(BootFacts.MAX_ENTRIES);
    assertThat(facts.images()).hasSize(BootFacts.MAX_ENTRIES);
  }

  @Test
  void authorityThatIsNotInDbIsToldAsSuch() {
    var other =
        EventData.variable(
            EventData.IMAGE_SECURITY, "db", Bytes.fromHex("0d".repeat(16) + "33".repeat(32)));

    assertThat(facts(log -> log.measureInstead(SampleBoot.AUTHORITY, other)).secureBoot())
        .satisfies(
            facts ->
                assertThat(facts.authorities())
                    .extracting(UsedAuthority::inDb)
                    .containsExactly(false));
  }

  @Test
  void realMachineWithSecureBootIsTold() {
    var facts = captured("clean-B");

    assertThat(facts.secureBoot().state()).isEqualTo(State.ON);
    assertThat(facts.secureBoot().authorities())
        .extracting(UsedAuthority::variable, UsedAuthority::inDb)
        .containsExactly(tuple("db", true), tuple("SbatLevel", false), tuple("MokListRT", false));
    assertThat(facts.secureBoot().databases().get(2).certificates().getFirst().subject())
        .contains("Microsoft");
    assertThat(facts.images()).hasSizeGreaterThan(2);
    assertThat(facts.commandLines()).singleElement().asString().contains("vmlinuz");
  }

  @Test
  void realMachineWithoutSecureBootIsTold() {
    var facts = captured("clean-A1");

    assertThat(facts.secureBoot().state()).isEqualTo(State.OFF);
    assertThat(facts.bootOptions()).isNotEmpty();
    assertThat(facts.finished()).isTrue();
  }

  private static BootFacts captured(String capture) {
    return new Appraiser()
        .appraise(
            CapturedEvidence.of(capture),
            CapturedEvidence.expectation(capture, new GoldenSets.NoModel(), OsLayerPolicy.ENFORCE))
        .proven()
        .orElseThrow()
        .boot()
        .orElseThrow();
  }

  private static UnaryOperator<LogBuilder> says(String action) {
    return log -> log.insert(SampleBoot.CALL, 7, EventType.EFI_ACTION, text(action), text(action));
  }

  private static LogBuilder unmeasured(LogBuilder log, int event, Bytes data) {
    return log.change(
        event, old -> new LogBuilder.Entry(old.pcr(), old.type(), old.digests(), data));
  }

  private static BootFacts facts(UnaryOperator<LogBuilder> change) {
    return new Verifier()
        .log(change.apply(SampleBoot.of("01")))
        .appraise()
        .proven()
        .orElseThrow()
        .boot()
        .orElseThrow();
  }
}
