package dev.assay.appraisal;

import static dev.assay.appraisal.testing.SampleBoot.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.appraisal.Rarity.Cohort;
import dev.assay.appraisal.Rarity.Measurement;
import dev.assay.appraisal.Rarity.Threshold;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.eventlog.EventLog;
import dev.assay.appraisal.eventlog.EventType;
import dev.assay.appraisal.finding.MeasurementRare;
import dev.assay.appraisal.testing.LogBuilder;
import dev.assay.appraisal.testing.SampleBoot;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RarityTest {
  private static final HashAlgorithm SHA256 = HashAlgorithm.SHA256;
  private static final Threshold THRESHOLD = new Threshold(10, 10);

  @Test
  void measurementOfOneMachineAmongManyIsReported() {
    var odd = oddMachine().log();

    assertThat(Rarity.findings(odd, cohort(19, odd), THRESHOLD))
        .singleElement()
        .isInstanceOfSatisfying(
            MeasurementRare.class,
            finding -> {
              assertThat(finding.pcr()).hasValue(2);
              assertThat(finding.machines()).isEqualTo(1);
              assertThat(finding.cohort()).isEqualTo(20);
              assertThat(finding.digest()).isEqualTo(SHA256.hash(text("implant")));
              assertThat(finding.usual()).isEmpty();
              assertThat(finding.message())
                  .contains("only 1 of 20 siblings", "what the others show is there too");
            });
  }

  @Test
  void whatTheOthersShowInsteadIsSaid() {
    var odd = machine("aa").measureInstead(SampleBoot.DXE, text("altered")).log();

    assertThat(Rarity.findings(odd, cohort(19, odd), THRESHOLD))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.usual()).containsExactly(SHA256.hash(text("DXE code")));
              assertThat(finding.message()).contains("; the others show ");
            });
  }

  @Test
  void siblingsOfTheOddMachineAreNotRare() {
    assertThat(Rarity.findings(machine("01").log(), cohort(19, oddMachine().log()), THRESHOLD))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"8, false", "9, true"})
  void fewMachinesBearNoWitness(int others, boolean reported) {
    var odd = oddMachine().log();

    assertThat(Rarity.findings(odd, cohort(others, odd), THRESHOLD).isEmpty())
        .isNotEqualTo(reported);
  }

  @ParameterizedTest
  @CsvSource({"2, true", "3, false"})
  void whatEnoughMachinesShowIsNotRare(int odd, boolean reported) {
    EventLog[] machines = new EventLog[odd];
    Arrays.fill(machines, oddMachine().log());

    assertThat(Rarity.findings(machines[0], cohort(20 - odd, machines), THRESHOLD).isEmpty())
        .isNotEqualTo(reported);
  }

  @Test
  void repeatedMeasurementIsReportedOnce() {
    var twice = optionRom(oddMachine()).log();

    assertThat(Rarity.findings(twice, cohort(19, twice), THRESHOLD)).hasSize(1);
  }

  @Test
  void whatBelongsToOneMachineOrItsSystemIsNoMatter() {
    assertThat(Rarity.measurements(machine("01").log(), SHA256))
        .isEqualTo(Rarity.measurements(machine("02").log(), SHA256))
        .extracting(Measurement::pcr)
        .containsOnly(
            PcrIndex.of(0),
            PcrIndex.of(2),
            PcrIndex.of(3),
            PcrIndex.of(4),
            PcrIndex.of(6),
            PcrIndex.of(7));
    assertThat(Rarity.measurements(machine("01").log(), SHA256))
        .doesNotContain(new Measurement(PcrIndex.of(4), SHA256.hash(text("kernel"))));
  }

  @Test
  void machineThatNobodyCountedIsRareAllTheSame() {
    var odd = oddMachine().log();

    assertThat(Rarity.findings(odd, cohort(20), THRESHOLD)).hasSize(1);
  }

  @Test
  void weakBankBearsNoWitness() {
    assertThatThrownBy(() -> new Cohort(HashAlgorithm.SHA1, 20, Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "10, 0", "10, 50"})
  void thresholdThatMeansNothingIsRefused(int cohort, int percent) {
    assertThatThrownBy(() -> new Threshold(cohort, percent))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /// So many sound machines and these.
  private static Cohort cohort(int sound, EventLog... others) {
    List<EventLog> logs = new ArrayList<>(List.of(others));
    for (int i = 0; i < sound; i++) {
      logs.add(machine("%02x".formatted(i)).log());
    }
    Map<Measurement, Integer> counts = new HashMap<>();
    for (EventLog log : logs) {
      Set<Measurement> measured = Rarity.measurements(log, SHA256);
      measured.forEach(measurement -> counts.merge(measurement, 1, Integer::sum));
    }
    return new Cohort(SHA256, logs.size(), counts);
  }

  private static LogBuilder machine(String suffix) {
    return SampleBoot.of(suffix);
  }

  private static LogBuilder oddMachine() {
    return optionRom(machine("aa"));
  }

  private static LogBuilder optionRom(LogBuilder log) {
    return log.insert(
        SampleBoot.CALL, 2, EventType.EFI_BOOT_SERVICES_DRIVER, text("implant"), Bytes.EMPTY);
  }
}
