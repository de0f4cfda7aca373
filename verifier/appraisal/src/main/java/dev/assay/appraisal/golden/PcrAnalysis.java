package dev.assay.appraisal.golden;

import dev.assay.appraisal.eventlog.EventType;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;

/// One PCR of one layer, decided: its places, who deviates in what, and where it ends.
final class PcrAnalysis {
  private final Layer layer;
  private final PcrIndex pcr;
  private final Courses courses;
  private final List<Course> inOrder;
  private final int machines;
  private final int needed;
  private final List<Place> places = new ArrayList<>();
  private final List<SecureBootValue> secureBoot = new ArrayList<>();
  private final Map<Integer, List<Deviation>> deviations = new HashMap<>();
  private final Map<Integer, List<Left>> missing = new HashMap<>();
  private final Map<Integer, List<Left>> added = new HashMap<>();
  private SortedMap<HashAlgorithm, Digest> end = Collections.emptySortedMap();

  /// What has no counterpart.
  private record Left(Measurement measurement, String label) {}

  private PcrAnalysis(Layer layer, PcrIndex pcr, Courses courses, int machines, int needed) {
    this.layer = layer;
    this.pcr = pcr;
    this.courses = courses;
    this.inOrder = courses.inOrder();
    this.machines = machines;
    this.needed = needed;
  }

  /// @param machines how many were compared
  /// @param needed how many are a quorum
  static PcrAnalysis of(
      Observations observed, Courses courses, int machines, int needed, Set<HashAlgorithm> banks) {
    var analysis = new PcrAnalysis(observed.layer(), observed.pcr(), courses, machines, needed);
    analysis.decide(banks);
    return analysis;
  }

  private void decide(Set<HashAlgorithm> banks) {
    List<Slot> slots =
        GoldenSet.ordered(pcr)
            ? OrderedSlots.align(inOrder)
            : UnorderedSlots.align(inOrder, needed);
    var maker = new Place.Maker(layer, pcr, inOrder, machines, banks);
    for (Slot slot : slots) {
      switch (slot.judge(inOrder, machines, needed)) {
        case Slot.Verdict.Golden(Measurement value) -> hold(slot, value, maker);
        case Slot.Verdict.Surplus() ->
            slot.members()
                .forEach((course, own) -> list(added, course).add(new Left(own, slot.label(own))));
        case Slot.Verdict.Undecided() -> places.add(maker.undecided(slot));
      }
    }
    added.forEach((course, own) -> own.forEach(one -> tellAdded(course, one)));
    missing.forEach((course, own) -> own.forEach(one -> tellMissing(course, one)));
    decideEnd();
  }

  private void hold(Slot slot, Measurement golden, Place.Maker maker) {
    int showing = Objects.requireNonNull(slot.weights(inOrder).get(golden));
    places.add(maker.golden(slot, golden, showing));
    golden.secureBoot().ifPresent(secureBoot::add);
    for (int course = 0; course < inOrder.size(); course++) {
      Measurement own = slot.members().get(course);
      if (own == null) {
        list(missing, course).add(new Left(golden, slot.label(golden)));
      } else if (!conforms(own, golden)) {
        Left about = new Left(golden, slot.label(golden));
        deviate(course, Outlier.Kind.CHANGED, about, own.words(), golden.words(), showing);
      }
    }
  }

  /// A machine may have revoked more than the others.
  private static boolean conforms(Measurement own, Measurement golden) {
    return own == golden
        || (own.secureBoot().orElse(null) instanceof SecureBootValue.Revoked(var more)
            && golden.secureBoot().orElse(null) instanceof SecureBootValue.Revoked(var least)
            && more.containsAll(least));
  }

  private void tellAdded(int course, Left one) {
    List<Left> gone = list(missing, course);
    boolean moved = gone.removeIf(left -> left.measurement() == one.measurement());
    Outlier.Kind kind = moved ? Outlier.Kind.MOVED : Outlier.Kind.ADDED;
    String words = one.measurement().words();
    deviate(course, kind, one, words, "", machines - showing(one.measurement()));
  }

  private void tellMissing(int course, Left one) {
    Measurement gone = one.measurement();
    deviate(course, Outlier.Kind.MISSING, one, "", gone.words(), showing(gone));
  }

  private int showing(Measurement one) {
    return inOrder.stream()
        .filter(course -> course.measurements().contains(one))
        .mapToInt(Course::machines)
        .sum();
  }

  private void deviate(
      int course, Outlier.Kind kind, Left about, String shown, String expected, int conforming) {
    list(deviations, course)
        .add(
            new Deviation(
                layer,
                pcr,
                kind,
                about.measurement().type(),
                about.label(),
                shown,
                expected,
                conforming));
  }

  /// Where every event is demanded exactly, those that show them all end alike: at the value that
  /// the quorum has. Where order is no promise they may not, and then there is none.
  private void decideEnd() {
    if (places.isEmpty() || !places.stream().allMatch(Place::settled)) {
      return;
    }
    Map<SortedMap<HashAlgorithm, Digest>, Integer> ends = new LinkedHashMap<>();
    for (int course = 0; course < inOrder.size(); course++) {
      if (!deviations.containsKey(course)) {
        ends.merge(inOrder.get(course).end(), inOrder.get(course).machines(), Integer::sum);
      }
    }
    boolean ordered = GoldenSet.ordered(pcr);
    ends.forEach(
        (value, count) -> {
          if (count >= needed && (ordered || ends.size() == 1)) {
            end = value;
          }
        });
    if (ordered && !end.isEmpty()) {
      tellOtherEnds(Objects.requireNonNull(ends.get(end)));
    }
  }

  private void tellOtherEnds(int ending) {
    for (int course = 0; course < inOrder.size(); course++) {
      var own = inOrder.get(course).end();
      if (!deviations.containsKey(course) && !own.equals(end)) {
        list(deviations, course)
            .add(
                new Deviation(
                    layer,
                    pcr,
                    Outlier.Kind.STARTED_OTHERWISE,
                    EventType.NO_ACTION,
                    "",
                    own.toString(),
                    end.toString(),
                    ending));
      }
    }
  }

  private static <T> List<T> list(Map<Integer, List<T>> lists, int course) {
    return lists.computeIfAbsent(course, _ -> new ArrayList<>());
  }

  Layer layer() {
    return layer;
  }

  PcrIndex pcr() {
    return pcr;
  }

  List<Place> places() {
    return places;
  }

  /// What Secure Boot's variables hold where a quorum agrees.
  Stream<SecureBootValue> secureBoot() {
    return secureBoot.stream();
  }

  /// The PCR's value on machines that are as they should be, by bank; none where it varies.
  SortedMap<HashAlgorithm, Digest> end() {
    return end;
  }

  /// In what a machine of this sequence stands out.
  List<Deviation> deviations(int sequence) {
    return deviations.getOrDefault(courses.of(sequence), List.of());
  }
}
