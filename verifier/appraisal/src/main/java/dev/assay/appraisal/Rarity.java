package dev.assay.appraisal;

import dev.assay.appraisal.eventlog.Event;
import dev.assay.appraisal.eventlog.EventLog;
import dev.assay.appraisal.finding.EventPlace;
import dev.assay.appraisal.finding.Finding;
import dev.assay.appraisal.finding.MeasurementRare;
import dev.assay.appraisal.golden.Layer;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Siblings as witnesses: how common each measurement of the firmware is in the cohort, the
/// machines of one board model on one firmware version. Boot options and partition tables (PCR 1
/// and 5) belong to one machine and are left out.
public final class Rarity {
  private static final Set<Long> OF_ONE_MACHINE = Set.of(1L, 5L);

  private Rarity() {}

  /// What was measured, wherever it stands in a log.
  ///
  /// @param digest in the cohort's bank
  public record Measurement(PcrIndex pcr, Digest digest) {}

  /// A cohort and what its machines measured.
  ///
  /// @param bank a strong one that all of them quoted
  /// @param machines how many there are
  /// @param counts on how many of them each measurement was seen, once a machine
  public record Cohort(HashAlgorithm bank, int machines, Map<Measurement, Integer> counts) {
    public Cohort {
      counts = Map.copyOf(counts);
      if (!bank.strong()) {
        throw new IllegalArgumentException("siblings are compared in a strong bank");
      }
    }
  }

  /// From when on few are too few.
  ///
  /// @param cohort the fewest machines that can bear witness
  /// @param percent a measurement is rare where at most this many in a hundred machines show it
  public record Threshold(int cohort, int percent) {
    public Threshold {
      if (cohort < 2 || percent < 1 || percent >= 50) {
        throw new IllegalArgumentException(cohort + " machines, " + percent + " percent");
      }
    }
  }

  /// What a log tells of that siblings have in common, each measurement once.
  public static Set<Measurement> measurements(EventLog log, HashAlgorithm bank) {
    Set<Measurement> measured = new HashSet<>();
    for (Event event : log.events()) {
      Digest digest = event.digests().get(bank);
      if (isCommon(event) && digest != null) {
        measured.add(new Measurement(PcrIndex.of((int) event.pcr()), digest));
      }
    }
    return measured;
  }

  /// What few of the cohort show, in the order of the log, each once. Nothing where the cohort is
  /// too small to tell.
  ///
  /// @param log of a machine that the counts include
  public static List<Finding> findings(EventLog log, Cohort cohort, Threshold threshold) {
    List<Finding> findings = new ArrayList<>();
    Set<Measurement> told = new HashSet<>();
    for (Event event : log.events()) {
      Digest digest = event.digests().get(cohort.bank);
      if (cohort.machines >= threshold.cohort && isCommon(event) && digest != null) {
        var measurement = new Measurement(PcrIndex.of((int) event.pcr()), digest);
        int machines = Math.max(1, cohort.counts.getOrDefault(measurement, 0));
        if (100L * machines <= (long) threshold.percent * cohort.machines
            && told.add(measurement)) {
          findings.add(
              new MeasurementRare(EventPlace.of(event), digest, machines, cohort.machines));
        }
      }
    }
    return findings;
  }

  private static boolean isCommon(Event event) {
    return Layer.of(event).equals(Optional.of(Layer.FIRMWARE))
        && !OF_ONE_MACHINE.contains(event.pcr());
  }
}
