package dev.assay.cli.learning;

import dev.assay.appraisal.golden.Decision;
import dev.assay.appraisal.golden.GoldenDraft;
import dev.assay.appraisal.golden.Layer;
import dev.assay.appraisal.golden.Quorum;
import dev.assay.appraisal.tpm.PcrIndex;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a person wants made.
///
/// @param model the board model
/// @param image the OS image, the model's name where nobody gave another
/// @param version the firmware version; empty for the one that most machines have
/// @param by who has it made
/// @param single why one machine alone is enough
/// @param accepted why undecided differences are all right
/// @param varying PCRs in which fields may vary besides 1 and 5, each with the reason
public record MakeOrder(
    String model,
    String image,
    List<Layer> layers,
    Quorum quorum,
    Optional<String> version,
    String by,
    Instant at,
    Optional<String> single,
    Optional<String> accepted,
    Map<PcrIndex, String> varying) {
  public MakeOrder {
    layers = List.copyOf(layers);
    varying = Map.copyOf(varying);
  }

  /// What a set of this layer belongs to.
  String subject(Layer layer) {
    return layer == Layer.OS ? image : model;
  }

  /// The decisions in it that a set of this layer needed, as it records them.
  List<Decision> decisions(GoldenDraft draft, Layer layer) {
    List<Decision> decisions = new ArrayList<>();
    single
        .filter(_ -> draft.machines() == 1)
        .ifPresent(
            reason ->
                decisions.add(
                    new Decision(Decision.Kind.SINGLE_MACHINE, Optional.empty(), by, reason)));
    accepted
        .filter(_ -> draft.undecided(layer))
        .ifPresent(
            reason ->
                decisions.add(
                    new Decision(
                        Decision.Kind.DIFFERENCES_ACCEPTED, Optional.empty(), by, reason)));
    varying.entrySet().stream()
        .filter(entry -> layer.has(entry.getKey()))
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            entry ->
                decisions.add(
                    new Decision(
                        Decision.Kind.MAY_VARY,
                        Optional.of(entry.getKey()),
                        by,
                        entry.getValue())));
    return decisions;
  }
}
