package dev.assay.appraisal.golden;

import dev.assay.appraisal.eventlog.Event;
import dev.assay.appraisal.eventlog.EventLog;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import dev.assay.appraisal.tpm.PcrValues;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a cohort's machines measured into one PCR, as far as one layer promises it. Each value is
/// kept once, however many machines show it. Where healthy machines are alike that is little; past
/// [#MAX_BYTES] everything is dropped, whichever machine came first, and the PCR can't be learned.
final class Observations {
  /// About how many bytes are kept.
  static final int MAX_BYTES = 16 << 20;

  private final Layer layer;
  private final PcrIndex pcr;
  private final boolean mayVary;
  private final Map<Meaning, Integer> numbers = new HashMap<>();
  private final List<Measurement> measurements = new ArrayList<>();
  private final Map<Sequence, Integer> sequences = new HashMap<>();
  private final List<Sequence> bySequence = new ArrayList<>();
  private int bytes;
  private boolean overflown;

  Observations(Layer layer, PcrIndex pcr, boolean mayVary) {
    this.layer = layer;
    this.pcr = pcr;
    this.mayVary = mayVary;
  }

  Layer layer() {
    return layer;
  }

  PcrIndex pcr() {
    return pcr;
  }

  /// Whether there was too much to keep.
  boolean overflown() {
    return overflown;
  }

  List<Sequence> sequences() {
    return bySequence;
  }

  List<Measurement> measurements() {
    return measurements;
  }

  /// Keeps what one machine measured here.
  ///
  /// @return the number of its sequence
  int observe(Sibling sibling) {
    if (overflown) {
      return 0;
    }
    EventLog log = sibling.log();
    Set<HashAlgorithm> banks = new HashSet<>(log.banks());
    List<Integer> course = new ArrayList<>();
    boolean varies = false;
    for (Event event : log.events()) {
      if (event.pcr() == pcr.value() && Layer.of(event).equals(Optional.of(layer))) {
        Measurement measurement = heard(event, sibling.name(), banks, course);
        varies |= measurement.meaning() instanceof Meaning.Varying;
      }
    }
    boolean comparable = !varies && pcr.value() != GoldenSet.BOOT_MANAGER;
    var end =
        comparable
            ? end(sibling.replay().values())
            : Collections.<HashAlgorithm, Digest>emptySortedMap();
    return number(new Sequence(course, end));
  }

  private Measurement heard(
      Event event, String machine, Set<HashAlgorithm> banks, List<Integer> course) {
    Meaning meaning = Meaning.of(event, banks, mayVary);
    Integer known = numbers.get(meaning);
    Measurement measurement = known == null ? new Measurement(meaning) : measurements.get(known);
    measurement.hear(event, machine, banks);
    if (known == null) {
      known = measurements.size();
      numbers.put(meaning, known);
      measurements.add(measurement);
      grow(measurement.size());
    }
    course.add(known);
    return measurement;
  }

  /// PCR values of machines that measured alike differ where the PCR began at another value.
  private SortedMap<HashAlgorithm, Digest> end(PcrValues values) {
    SortedMap<HashAlgorithm, Digest> end = new TreeMap<>();
    values.banks().forEach((bank, pcrs) -> end.put(bank, Objects.requireNonNull(pcrs.get(pcr))));
    return end;
  }

  private int number(Sequence sequence) {
    Integer known = sequences.get(sequence);
    if (known != null) {
      return known;
    }
    int number = bySequence.size();
    sequences.put(sequence, number);
    bySequence.add(sequence);
    grow(sequence.size());
    return number;
  }

  private void grow(int more) {
    bytes += more;
    if (bytes > MAX_BYTES && !overflown) {
      overflown = true;
      numbers.clear();
      measurements.clear();
      sequences.clear();
      bySequence.clear();
    }
  }
}
