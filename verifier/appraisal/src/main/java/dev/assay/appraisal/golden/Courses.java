package dev.assay.appraisal.golden;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// The courses that one PCR took on the machines of a cohort: the most common first, and in an
/// order that doesn't depend on which machine came first.
final class Courses {
  private final List<Course> inOrder;
  private final Map<Integer, Integer> bySequence;

  private Courses(List<Course> inOrder, Map<Integer, Integer> bySequence) {
    this.inOrder = inOrder;
    this.bySequence = bySequence;
  }

  /// A sequence in the banks that count, and what tells it from others.
  private record Shown(
      List<Measurement> measurements, SortedMap<HashAlgorithm, Digest> end, String key) {}

  /// @param members those that can be compared
  /// @param place the number of the place among the cohort's
  static Courses of(
      Observations observed, int place, List<Cohort.Member> members, Set<HashAlgorithm> banks) {
    Map<Meaning, Measurement> merged = new HashMap<>();
    List<Measurement> byNumber = new ArrayList<>();
    for (Measurement own : observed.measurements()) {
      Meaning meaning = own.meaning().within(banks);
      Measurement into = merged.computeIfAbsent(meaning, Measurement::new);
      into.hear(own);
      byNumber.add(into);
    }
    Map<Integer, List<String>> machines = new TreeMap<>();
    for (Cohort.Member member : members) {
      machines
          .computeIfAbsent(member.sequences().get(place), _ -> new ArrayList<>())
          .add(member.name());
    }
    Map<String, List<Integer>> alike = new TreeMap<>();
    Map<String, Shown> shown = new HashMap<>();
    for (Integer sequence : machines.keySet()) {
      Shown one = shown(observed.sequences().get(sequence), byNumber, banks);
      alike.computeIfAbsent(one.key(), _ -> new ArrayList<>()).add(sequence);
      shown.putIfAbsent(one.key(), one);
    }
    return ordered(alike, shown, machines);
  }

  private static Shown shown(
      Sequence sequence, List<Measurement> byNumber, Set<HashAlgorithm> banks) {
    SortedMap<HashAlgorithm, Digest> end = new TreeMap<>(sequence.end());
    end.keySet().retainAll(banks);
    List<Measurement> measurements = new ArrayList<>();
    StringBuilder key = new StringBuilder();
    for (Integer number : sequence.measurements()) {
      measurements.add(byNumber.get(number));
      key.append(byNumber.get(number).key()).append('\n');
    }
    return new Shown(measurements, end, HashAlgorithm.SHA256.hash(bytes(key + " " + end)).toHex());
  }

  private static Bytes bytes(String text) {
    return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Courses ordered(
      Map<String, List<Integer>> alike,
      Map<String, Shown> shown,
      Map<Integer, List<String>> machines) {
    Map<String, List<String>> names = new TreeMap<>();
    alike.forEach(
        (key, sequences) ->
            names.put(
                key,
                sequences.stream()
                    .flatMap(sequence -> Objects.requireNonNull(machines.get(sequence)).stream())
                    .toList()));
    List<String> keys =
        names.keySet().stream()
            .sorted(
                Comparator.comparingInt(
                        (String key) -> -Objects.requireNonNull(names.get(key)).size())
                    .thenComparing(key -> key))
            .toList();
    List<Course> inOrder = new ArrayList<>();
    Map<Integer, Integer> bySequence = new HashMap<>();
    for (String key : keys) {
      Shown one = Objects.requireNonNull(shown.get(key));
      List<String> own = Objects.requireNonNull(names.get(key));
      for (Integer sequence : Objects.requireNonNull(alike.get(key))) {
        bySequence.put(sequence, inOrder.size());
      }
      inOrder.add(
          new Course(one.measurements(), one.end(), own.size(), Outlier.examples(own.stream())));
    }
    return new Courses(inOrder, bySequence);
  }

  List<Course> inOrder() {
    return inOrder;
  }

  /// The place in [#inOrder] of a sequence's course.
  int of(int sequence) {
    return Objects.requireNonNull(bySequence.get(sequence));
  }
}
