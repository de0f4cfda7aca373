package dev.assay.verifier.service;

import dev.assay.appraisal.golden.Layer;
import java.util.Optional;

/// Whose golden sets a machine is held to: its board model's for the firmware, its image's for the
/// OS. Both are what people decided.
public record HeldTo(BoardModel model, OsImage image) {

  /// The model's image, where the role gives none.
  public static HeldTo of(BoardModel model, Optional<OsImage> image) {
    return new HeldTo(model, image.orElseGet(() -> OsImage.of(model)));
  }

  /// Empty for a machine whose model nobody confirmed.
  public static Optional<HeldTo> of(Machine machine) {
    return machine.model().map(model -> of(model, machine.image()));
  }

  public GoldenSubject subject(Layer layer) {
    return new GoldenSubject(layer, layer == Layer.FIRMWARE ? model.name() : image.name());
  }
}
