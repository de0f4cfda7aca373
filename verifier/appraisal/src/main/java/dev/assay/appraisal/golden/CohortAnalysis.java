package dev.assay.appraisal.golden;

import dev.assay.appraisal.eventlog.EventType;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What the machines of a cohort share, place by place, and who stands out in what.
///
/// @param machines how many there are
/// @param needed how many of them are a quorum
/// @param banks in which they were compared
/// @param unlearned PCRs that show too many different values to be learned
/// @param camps machines that stand out, together with those that do in the same things
/// @param members all machines, in the order of their names
/// @param standing the names of those that stand out in nothing
record CohortAnalysis(
    int machines,
    int needed,
    Set<HashAlgorithm> banks,
    List<PcrAnalysis> pcrs,
    List<Observations> unlearned,
    List<Camp> camps,
    List<Outlier> outliers,
    List<Quirk> quirks,
    List<Cohort.Member> members,
    Set<String> standing) {
  private static final PcrIndex SPEC_ID_PCR = PcrIndex.of(0);

  /// @param needed how many machines are a quorum
  /// @throws IllegalArgumentException where a quorum has no strong bank in common
  static CohortAnalysis of(Cohort cohort, int needed) {
    Set<HashAlgorithm> banks = cohort.commonBanks(needed);
    List<Cohort.Member> members =
        cohort.members().stream().sorted(Comparator.comparing(Cohort.Member::name)).toList();
    List<Cohort.Member> comparable =
        members.stream().filter(member -> member.banks().containsAll(banks)).toList();
    List<PcrAnalysis> pcrs = new ArrayList<>();
    List<Integer> numbers = new ArrayList<>();
    List<Observations> unlearned = new ArrayList<>();
    for (int place = 0; place < cohort.places().size(); place++) {
      Observations observed = cohort.places().get(place);
      if (observed.overflown()) {
        unlearned.add(observed);
      } else {
        Courses courses = Courses.of(observed, place, comparable, banks);
        pcrs.add(PcrAnalysis.of(observed, courses, comparable.size(), needed, banks));
        numbers.add(place);
      }
    }
    Map<String, List<Deviation>> deviations = new TreeMap<>();
    for (Cohort.Member member : members) {
      List<Deviation> own =
          member.banks().containsAll(banks)
              ? deviations(member, pcrs, numbers)
              : List.of(otherBanks(member, banks, comparable.size()));
      if (!own.isEmpty()) {
        deviations.put(member.name(), own);
      }
    }
    Map<Deviation, Outlier> outliers = outliers(deviations, members.size());
    Set<String> standing = members.stream().map(Cohort.Member::name).collect(Collectors.toSet());
    standing.removeAll(deviations.keySet());
    return new CohortAnalysis(
        members.size(),
        needed,
        banks,
        List.copyOf(pcrs),
        List.copyOf(unlearned),
        camps(deviations, outliers),
        List.copyOf(outliers.values()),
        cohort.quirks().shownBy(needed, banks),
        members,
        Set.copyOf(standing));
  }

  private static List<Deviation> deviations(
      Cohort.Member member, List<PcrAnalysis> pcrs, List<Integer> numbers) {
    List<Deviation> own = new ArrayList<>();
    for (int i = 0; i < pcrs.size(); i++) {
      own.addAll(pcrs.get(i).deviations(member.sequences().get(numbers.get(i))));
    }
    own.sort(Deviation.ORDER);
    return own;
  }

  private static Deviation otherBanks(
      Cohort.Member member, Set<HashAlgorithm> banks, int conforming) {
    return new Deviation(
        Layer.FIRMWARE,
        SPEC_ID_PCR,
        Outlier.Kind.OTHER_BANKS,
        EventType.NO_ACTION,
        "Spec ID Event03",
        labels(member.banks()),
        labels(banks),
        conforming);
  }

  private static String labels(Set<HashAlgorithm> banks) {
    return new TreeSet<>(banks)
        .stream().map(HashAlgorithm::label).collect(Collectors.joining(", "));
  }

  private static Map<Deviation, Outlier> outliers(
      Map<String, List<Deviation>> deviations, int siblings) {
    Map<Deviation, Set<String>> machines = new TreeMap<>(Deviation.ORDER);
    deviations.forEach(
        (name, own) ->
            own.forEach(one -> machines.computeIfAbsent(one, _ -> new TreeSet<>()).add(name)));
    Map<Deviation, Outlier> outliers = new TreeMap<>(Deviation.ORDER);
    machines.forEach(
        (one, names) ->
            outliers.put(one, one.of(names.size(), siblings, Outlier.examples(names.stream()))));
    return outliers;
  }

  private static List<Camp> camps(
      Map<String, List<Deviation>> deviations, Map<Deviation, Outlier> outliers) {
    Map<List<Deviation>, List<String>> together = new HashMap<>();
    deviations.forEach(
        (name, own) -> together.computeIfAbsent(own, _ -> new ArrayList<>()).add(name));
    return together.entrySet().stream()
        .map(
            camp ->
                new Camp(
                    camp.getValue().size(),
                    Outlier.examples(camp.getValue().stream()),
                    camp.getKey().stream()
                        .map(one -> Objects.requireNonNull(outliers.get(one)))
                        .distinct()
                        .toList()))
        .sorted(
            Comparator.comparing((Camp camp) -> camp.shared().getFirst().layer())
                .thenComparing(camp -> camp.shared().getFirst().pcr())
                .thenComparing(camp -> camp.examples().getFirst()))
        .toList();
  }
}
