package dev.assay.verifier.service.quarantine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What machines that failed together have in common: of each trait the value that most of them
/// share.
public final class Common {
  private Common() {}

  /// What so many of them share.
  ///
  /// @param trait what it is, in words
  /// @param machines how many have this value
  /// @param of how many there are
  public record Trait(String trait, String value, int machines, int of) {}

  /// One that failed; what is not known of it is empty.
  public record Failed(
      String model, String rack, String firmware, String finding, List<String> goldenSets) {
    public Failed {
      goldenSets = List.copyOf(goldenSets);
    }
  }

  /// The traits that more than half of the machines share, the most common first.
  public static List<Trait> of(List<Failed> failed) {
    Map<String, Map<String, Integer>> counts = new TreeMap<>();
    for (var machine : failed) {
      count(counts, "board model", machine.model());
      count(counts, "rack", machine.rack());
      count(counts, "firmware version", machine.firmware());
      count(counts, "first finding", machine.finding());
      machine.goldenSets().forEach(set -> count(counts, "golden set", set));
    }
    var traits = new ArrayList<Trait>();
    counts.forEach(
        (trait, values) ->
            values.forEach(
                (value, machines) -> {
                  if (machines * 2 > failed.size()) {
                    traits.add(new Trait(trait, value, machines, failed.size()));
                  }
                }));
    traits.sort(Comparator.comparingInt(Trait::machines).reversed());
    return traits;
  }

  private static void count(Map<String, Map<String, Integer>> counts, String trait, String value) {
    if (!value.isEmpty()) {
      counts.computeIfAbsent(trait, _ -> new TreeMap<>()).merge(value, 1, Integer::sum);
    }
  }
}
