package dev.assay.verifier.service.figures;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The board models that are shown by name: those with the most machines. All others are shown as
/// one, so that a fleet of many models makes no more series than one of few.
public final class FewModels {
  /// How many are shown by name.
  public static final int MOST = 20;

  /// What the others are called.
  public static final String OTHER = "other";

  private final Set<String> named;

  private FewModels(Set<String> named) {
    this.named = named;
  }

  /// The models of these machines; of equally large ones the first by name.
  public static FewModels of(List<FleetFigures.Alike> machines) {
    var sizes =
        machines.stream()
            .collect(
                Collectors.groupingBy(
                    FleetFigures.Alike::model, Collectors.summingLong(FleetFigures.Alike::count)));
    return new FewModels(
        sizes.entrySet().stream()
            .sorted(
                Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(MOST)
            .map(Map.Entry::getKey)
            .collect(Collectors.toUnmodifiableSet()));
  }

  /// The model's name, or [#OTHER].
  public String label(String model) {
    return named.contains(model) ? model : OTHER;
  }
}
