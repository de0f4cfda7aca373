package dev.assay.appraisal;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.assay.appraisal.eventlog.Event;
import dev.assay.appraisal.eventlog.EventLog;
import dev.assay.appraisal.finding.EventPlace;
import dev.assay.appraisal.finding.MeasurementRare;
import dev.assay.appraisal.golden.Layer;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import java.util.HashSet;
import java.util.LinkedHashMap;
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

    /// How many machines show it: one at least, the machine that is looked at.
    int showing(Measurement measurement) {
      return Math.max(1, counts.getOrDefault(measurement, 0));
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
    log.events().forEach(event -> measurement(event, bank).ifPresent(measured::add));
    return measured;
  }

  private static Optional<Measurement> measurement(Event event, HashAlgorithm bank) {
    Digest digest = event.digests().get(bank);
    return isCommon(event) && digest != null
        ? Optional.of(new Measurement(PcrIndex.of((int) event.pcr()), digest))
        : Optional.empty();
  }

  /// What few of the cohort show, in the order of the log, each once. Nothing where the cohort is
  /// too small to tell.
  ///
  /// @param log of a machine that the counts include
  public static List<MeasurementRare> findings(EventLog log, Cohort cohort, Threshold threshold) {
    if (cohort.machines < threshold.cohort) {
      return List.of();
    }
    Map<Measurement, EventPlace> rare = new LinkedHashMap<>();
    for (Event event : log.events()) {
      measurement(event, cohort.bank)
          .filter(measurement -> isRare(measurement, cohort, threshold))
          .ifPresent(measurement -> rare.putIfAbsent(measurement, EventPlace.of(event)));
    }
    Map<PcrIndex, List<Digest>> usual = rare.isEmpty() ? Map.of() : missing(log, cohort);
    return rare.entrySet().stream()
        .map(seen -> finding(seen.getValue(), seen.getKey(), cohort, usual))
        .toList();
  }

  private static MeasurementRare finding(
      EventPlace where, Measurement seen, Cohort cohort, Map<PcrIndex, List<Digest>> usual) {
    return new MeasurementRare(
        where,
        seen.digest,
        cohort.showing(seen),
        cohort.machines,
        usual.getOrDefault(seen.pcr, List.of()));
  }

  private static boolean isRare(Measurement measurement, Cohort cohort, Threshold threshold) {
    return 100L * cohort.showing(measurement) <= (long) threshold.percent * cohort.machines;
  }

  /// What more than half of the cohort show and this log lacks.
  private static Map<PcrIndex, List<Digest>> missing(EventLog log, Cohort cohort) {
    Set<Measurement> own = measurements(log, cohort.bank);
    return cohort.counts.entrySet().stream()
        .filter(count -> 2L * count.getValue() > cohort.machines && !own.contains(count.getKey()))
        .map(Map.Entry::getKey)
        .collect(groupingBy(Measurement::pcr, mapping(Measurement::digest, toList())));
  }

  private static boolean isCommon(Event event) {
    return Layer.of(event).equals(Optional.of(Layer.FIRMWARE))
        && !OF_ONE_MACHINE.contains(event.pcr());
  }
}
