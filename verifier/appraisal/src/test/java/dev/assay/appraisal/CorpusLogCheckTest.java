package dev.assay.appraisal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.eventlog.EventLog;
import dev.assay.appraisal.eventlog.PreparedLog;
import dev.assay.appraisal.finding.Finding;
import dev.assay.appraisal.testing.Corpus;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Other projects' logs of real machines: what is said of each by itself. Fragments have no
/// separators. Of the whole logs, those that break a promise do so as their board models always do,
/// which a golden set can excuse, or leave the SHA-1 bank to itself as Windows does.
class CorpusLogCheckTest {
  private static final String FINDINGS =
      """
      HIRS-TpmLog.bin | BOOT_NOT_FINISHED
      HIRS-laptop_default_binary_bios_measurements | BOOT_NOT_FINISHED
      cmc-BinaryBiosMeasurements.bin | EVENT_OUT_OF_ORDER BOOT_NOT_FINISHED
      go-attestation-append-events-extra.bin | BANK_EMPTY
      go-attestation-crypto_agile_eventlog.bin | BOOT_NOT_FINISHED
      go-tpm-tools-arch-linux-workstation.bin | BOOT_NOT_FINISHED
      go-tpm-tools-att-gce-cos-85-no-nonce.bin | DATA_NOT_MEASURED
      go-tpm-tools-cos-85-amd-sev.bin | DATA_NOT_MEASURED
      go-tpm-tools-glinux-alex.bin | SEPARATOR_LOOK_ALIKE BOOT_NOT_FINISHED
      guard-oss-IMN-SUPERMICRO-EPP-MSDefender.bin | BANK_INCOMPLETE BOOT_NOT_FINISHED SECURE_BOOT_NOT_MEASURED
      guard-oss-IMN-SUPERMICRO-WBCL-Quote-AIKs.bin | BANK_INCOMPLETE BOOT_NOT_FINISHED SECURE_BOOT_NOT_MEASURED
      guard-oss-hahuri-invalid-eventlog.bin | BOOT_NOT_FINISHED
      guard-oss-ludmilla-2.bin | BOOT_NOT_FINISHED
      guard-oss-ludmilla.bin | BOOT_NOT_FINISHED
      guard-oss-supermicro-WBCL-OSLOAD-quoted.log.bin | BANK_INCOMPLETE BOOT_NOT_FINISHED SECURE_BOOT_NOT_MEASURED
      guard-oss-x1carbon.bin | BANK_INCOMPLETE
      ibmtss-amd635.bin | SEPARATOR_REPEATED EVENT_OUT_OF_ORDER
      ibmtss-deb2.bin | EVENT_OUT_OF_ORDER
      ibmtss-hp1.bin | BOOT_NOT_FINISHED
      ibmtss-sm2.bin | BOOT_NOT_FINISHED DATA_NOT_MEASURED
      kairos-fake-fixedlog.bin | BANK_EMPTY
      keylime-mb-policy-nosecureboot.bin | EVENT_OUT_OF_ORDER BOOT_NOT_FINISHED
      tpm2-tools-event-arch-linux.bin | BOOT_NOT_FINISHED
      tpm2-tools-event-postcode.bin | BOOT_NOT_FINISHED DATA_NOT_MEASURED
      tpm2-tools-event-uefiaction.bin | BANK_INCOMPLETE SEPARATOR_MISSING BOOT_NOT_FINISHED SECURE_BOOT_NOT_MEASURED
      tpm2-tools-event-uefiservices.bin | SEPARATOR_MISSING BOOT_NOT_FINISHED SECURE_BOOT_NOT_MEASURED
      tpm2-tools-event-uefivar.bin | BANK_INCOMPLETE SEPARATOR_MISSING BOOT_NOT_FINISHED SECURE_BOOT_NOT_MEASURED
      tpm2-tools-event.bin | SEPARATOR_MISSING BOOT_NOT_FINISHED SECURE_BOOT_NOT_MEASURED
      tpm2-tss-binary_measurements_pc_client.bin | BOOT_NOT_FINISHED
      tpmtool-tpm20_efi_agile.bin | BOOT_NOT_FINISHED
      trustauthority-binary_bios_measurements20.bin | DMA_PROTECTION_DISABLED
      trustee-CCEL_data.bin | SEPARATOR_MISSING EVENT_OUT_OF_ORDER BOOT_NOT_FINISHED SECURE_BOOT_NOT_MEASURED
      uefi-eventlog-rs-bootlog.bin | BOOT_NOT_FINISHED
      """;

  @Test
  void otherProjectsLogsAreFoundToBeAsTheyAre() {
    Map<String, String> found = new TreeMap<>();
    int sound = 0;
    for (Path file : Corpus.files("eventlog", ".bin", "_measurements")) {
      if (PreparedLog.of(Corpus.bytes(file)) instanceof PreparedLog.Readable readable
          && readable.log().format() == EventLog.Format.CRYPTO_AGILE) {
        String codes =
            LogCheck.findings(readable.log()).stream()
                .map(Finding::code)
                .distinct()
                .collect(Collectors.joining(" "));
        sound += codes.isEmpty() ? 1 : 0;
        found.put(file.getFileName().toString(), codes);
      }
    }
    found.values().removeIf(String::isEmpty);

    assertThat(found).containsExactlyInAnyOrderEntriesOf(expected());
    assertThat(sound).as("logs without a finding").isGreaterThanOrEqualTo(20);
  }

  private static Map<String, String> expected() {
    Map<String, String> expected = new TreeMap<>();
    for (String line : FINDINGS.lines().toList()) {
      String[] cells = line.split(" \\| ", 2);
      expected.put(cells[0].strip(), cells[1].strip());
    }
    return expected;
  }
}
