package dev.assay.verifier.service;

import java.util.Optional;

/// The name of an OS image: what golden sets of the layer OS belong to. Shaped as a board model's.
public record OsImage(String name) {
  public OsImage {
    if (BoardModel.parse(name).isEmpty()) {
      throw new IllegalArgumentException("An OS image is " + BoardModel.SHAPE);
    }
  }

  public static Optional<OsImage> parse(String name) {
    return BoardModel.parse(name).map(OsImage::of);
  }

  /// The image that machines of this model have where nobody gave them another.
  static OsImage of(BoardModel model) {
    return new OsImage(model.name());
  }

  @Override
  public String toString() {
    return name;
  }
}
