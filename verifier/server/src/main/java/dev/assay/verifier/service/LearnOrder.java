package dev.assay.verifier.service;

import dev.assay.appraisal.golden.ComponentRule;
import dev.assay.appraisal.golden.Layer;
import dev.assay.appraisal.golden.Quorum;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What to learn golden sets from.
///
/// @param from machines of the model; none for all that are ACTIVE and have a boot whose log
///   explained its PCRs
/// @param quorum how many of them must show a value
/// @param firmwareVersion which cohort; empty for the one that most of them are of
/// @param singleMachineReason why one machine alone is enough
/// @param layers which sets to make; one at least
/// @param osImage what the set of the OS is for; empty for the image that the machines have
/// @param components what of the components that they report comes into the firmware's set
public record LearnOrder(
    BoardModel model,
    List<MachineId> from,
    Quorum quorum,
    Optional<String> firmwareVersion,
    Optional<String> singleMachineReason,
    Set<Layer> layers,
    Optional<OsImage> osImage,
    ComponentRule components) {
  private static final Set<Layer> BOTH = Set.of(Layer.values());

  public LearnOrder {
    from = from.stream().distinct().toList();
    layers = Set.copyOf(layers);
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("an order to learn no layer");
    }
  }

  /// Both layers, for the image that the machines have.
  public LearnOrder(
      BoardModel model,
      List<MachineId> from,
      Quorum quorum,
      Optional<String> firmwareVersion,
      Optional<String> singleMachineReason) {
    this(
        model,
        from,
        quorum,
        firmwareVersion,
        singleMachineReason,
        BOTH,
        Optional.empty(),
        ComponentRule.COMMON);
  }

  /// By a majority of the most common firmware version.
  public LearnOrder(BoardModel model, List<MachineId> from, Optional<String> singleMachineReason) {
    this(model, from, Quorum.MAJORITY, Optional.empty(), singleMachineReason);
  }
}
