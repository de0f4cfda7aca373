package dev.assay.verifier.service;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.assay.appraisal.Proven;
import dev.assay.appraisal.Rarity;
import dev.assay.appraisal.Rarity.Cohort;
import dev.assay.appraisal.Rarity.Measurement;
import dev.assay.appraisal.eventlog.EventLog;
import dev.assay.appraisal.finding.MeasurementRare;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Siblings as witnesses: asks the cohort of a machine how common is what it measured. Only
/// machines that a person approved bear witness, and only with a log that their quote explained.
public final class Siblings {
  static final int MOST_MEASUREMENTS = 10_000;
  private static final int REMEMBERED = 200;
  private static final Duration REMEMBERED_FOR = Duration.ofSeconds(30);

  private final SiblingRecords records;
  private final Rarity.Threshold threshold;

  // Counts move slowly, and a machine attests again: half a minute's age costs nothing.
  private final Cache<CohortKey, Cohort> cohorts =
      Caffeine.newBuilder().maximumSize(REMEMBERED).expireAfterWrite(REMEMBERED_FOR).build();

  public Siblings(SiblingRecords records, Rarity.Threshold threshold) {
    this.records = records;
    this.threshold = threshold;
  }

  Rarity.Threshold threshold() {
    return threshold;
  }

  /// What the siblings say.
  ///
  /// @param rare what few of them show
  /// @param news what is to be counted with the appraisal; empty where the machine told it before
  record Testimony(List<MeasurementRare> rare, Optional<Witness> news) {
    static final Testimony NONE = new Testimony(List.of(), Optional.empty());
  }

  /// Asks the machine's siblings about the log of its boot.
  Testimony on(Machine machine, Proven proven, EventLog log) {
    if (machine.state() != MachineState.ACTIVE || !proven.replayed()) {
      return Testimony.NONE;
    }
    return machine
        .model()
        .flatMap(model -> cohortOf(model, proven, log))
        .map(key -> on(machine.id(), key, log))
        .orElse(Testimony.NONE);
  }

  /// Forgets what it remembers of a cohort that changed.
  void changed(CohortKey key) {
    cohorts.invalidate(key);
  }

  private static Optional<CohortKey> cohortOf(BoardModel model, Proven proven, EventLog log) {
    var version = proven.boot().flatMap(boot -> boot.firmwareVersion()).orElse("");
    return proven.pcrValues().banks().keySet().stream()
        .filter(HashAlgorithm::strong)
        .filter(log.banks()::contains)
        .findFirst()
        .map(bank -> new CohortKey(model, version, bank));
  }

  private Testimony on(MachineId machine, CohortKey key, EventLog log) {
    var cohort =
        Objects.requireNonNull(cohorts.get(key, asked -> records.cohort(asked, MOST_MEASUREMENTS)));
    if (records.isCounted(machine, key, log.sha256())) {
      return new Testimony(Rarity.findings(log, cohort, threshold), Optional.empty());
    }
    var news = Witness.of(key, log);
    var joined = joined(cohort, news, records.counted(machine));
    return new Testimony(Rarity.findings(log, joined, threshold), Optional.of(news));
  }

  /// The cohort as it will be when the machine is counted anew.
  private static Cohort joined(Cohort cohort, Witness news, Optional<Witness> before) {
    var here = before.filter(witness -> witness.cohort().equals(news.cohort()));
    Set<Measurement> told =
        here.map(witness -> Set.copyOf(witness.measurements())).orElse(Set.of());
    Set<Measurement> tells = new HashSet<>(news.measurements());
    var counts = new HashMap<>(cohort.counts());
    tells.stream()
        .filter(one -> !told.contains(one))
        .forEach(one -> counts.merge(one, 1, Integer::sum));
    told.stream()
        .filter(one -> !tells.contains(one))
        .forEach(one -> counts.merge(one, -1, Integer::sum));
    return new Cohort(cohort.bank(), cohort.machines() + (here.isPresent() ? 0 : 1), counts);
  }
}
