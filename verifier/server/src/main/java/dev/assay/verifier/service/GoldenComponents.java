package dev.assay.verifier.service;

import dev.assay.appraisal.finding.Severity;
import dev.assay.appraisal.golden.ComponentList;
import dev.assay.appraisal.golden.ExpectedComponents;
import dev.assay.appraisal.golden.ExpectedComponents.Expected;
import dev.assay.appraisal.golden.GoldenSet;
import dev.assay.appraisal.golden.Layer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Compares the components that a machine reports with those of its golden set, both ways.
/// Reported, not proven: a host can hide a component, so these findings make a verdict worse, never
/// better, and alone condemn no machine.
final class GoldenComponents {
  /// The host reports more than the set has.
  static final String BEYOND = "COMPONENT_BEYOND_GOLDEN";

  /// The host reports less than the set has.
  static final String SHORT = "COMPONENT_SHORT_OF_GOLDEN";

  /// Both.
  static final Set<String> CODES = Set.of(BEYOND, SHORT);

  private static final int MOST_NAMED = 8;
  private static final int MOST_KEPT = 64;

  private GoldenComponents() {}

  /// What came of the comparison.
  ///
  /// @param lists those that the golden set speaks of: nobody need ask the siblings about these
  record Compared(Set<ComponentList> lists, List<RecordedFinding> findings) {
    private static final Compared WITH_NONE = new Compared(Set.of(), List.of());
  }

  /// One set's view of a machine.
  private record Differences(GoldenSet set, List<String> beyond, List<String> lacking) {
    int size() {
      return beyond.size() + lacking.size();
    }
  }

  /// Compares with the set that the boot was compared with. Where the boot was compared with none,
  /// any that is in force will do; and a set that says nothing of components lets all pass.
  ///
  /// @param inForce the machine's golden sets, the newest first
  /// @param compared the ids of those that its boot was compared with
  /// @param mine what the host reports, as [ComponentKinds] has it
  static Compared of(List<GoldenSet> inForce, List<String> compared, Set<String> mine) {
    var firmware = inForce.stream().filter(set -> set.layer() == Layer.FIRMWARE).toList();
    var matched = firmware.stream().filter(set -> compared.contains(set.id())).toList();
    var candidates = matched.isEmpty() ? firmware : matched;
    if (candidates.stream().anyMatch(set -> set.components().isEmpty())) {
      return Compared.WITH_NONE;
    }
    return candidates.stream()
        .map(set -> differences(set, set.components().orElseThrow(), mine))
        .min(Comparator.comparingInt(Differences::size))
        .map(
            least ->
                new Compared(
                    least.set().components().orElseThrow().lists().keySet(), findings(least)))
        .orElse(Compared.WITH_NONE);
  }

  private static Differences differences(
      GoldenSet set, ExpectedComponents expected, Set<String> mine) {
    var beyond = new ArrayList<String>();
    var lacking = new ArrayList<String>();
    for (var list : EnumSet.copyOf(expected.lists().keySet())) {
      if (mine.contains(list.name())) {
        differences(list, expected.of(list).orElseThrow(), mine, beyond, lacking);
      } else {
        lacking.add("any " + list.words());
      }
    }
    return new Differences(set, beyond, lacking);
  }

  private static void differences(
      ComponentList list,
      List<Expected> expected,
      Set<String> mine,
      List<String> beyond,
      List<String> lacking) {
    var allowed = new HashSet<String>();
    for (var one : expected) {
      for (int number = 1; number <= one.most(); number++) {
        var kind = ComponentKinds.nth(one.kind(), number);
        allowed.add(kind);
        if (number <= one.least() && !mine.contains(kind)) {
          lacking.add(ComponentKinds.words(kind));
        }
      }
    }
    mine.stream()
        .filter(kind -> ComponentKinds.isOf(list, kind) && !allowed.contains(kind))
        .map(ComponentKinds::words)
        .sorted()
        .forEach(beyond::add);
  }

  private static List<RecordedFinding> findings(Differences differences) {
    var findings = new ArrayList<RecordedFinding>();
    var id = differences.set().id();
    finding(
            BEYOND,
            "The host reports what golden set %s does not have: %s.",
            "Look at the machine: the part may be an implant. If machines of this model may have"
                + " it, learn a set from those that do.",
            id,
            differences.beyond())
        .ifPresent(findings::add);
    finding(
            SHORT,
            "The host does not report what golden set %s has: %s.",
            "Look at the machine: the part may be missing, have failed, or be hidden; an agent that"
                + " does not run as root can't read all. If machines of this model may lack it,"
                + " learn a set from those that do.",
            id,
            differences.lacking())
        .ifPresent(findings::add);
    return findings;
  }

  private static Optional<RecordedFinding> finding(
      String code, String message, String remedy, String goldenSet, List<String> parts) {
    if (parts.isEmpty()) {
      return Optional.empty();
    }
    var data = new TreeMap<String, String>();
    for (int i = 0; i < Math.min(parts.size(), MOST_KEPT); i++) {
      data.put("component%02d".formatted(i + 1), parts.get(i));
    }
    data.put("basis", "reported, not proven");
    data.put("goldenSet", goldenSet);
    var named = String.join("; ", parts.subList(0, Math.min(parts.size(), MOST_NAMED)));
    var words = parts.size() > MOST_NAMED ? named + "; and more" : named;
    return Optional.of(
        RecordedFinding.ofMachine(
            code, Severity.WARNING, message.formatted(goldenSet, words), remedy, data));
  }
}
