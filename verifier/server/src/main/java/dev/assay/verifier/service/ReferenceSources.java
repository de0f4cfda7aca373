package dev.assay.verifier.service;

import java.util.List;

/// Where vendors' manifests are kept.
public interface ReferenceSources {

  /// Those of a golden set, the oldest first.
  List<ReferenceSource> of(String goldenSet);

  /// Keeps one.
  ///
  /// @return false, and nothing kept, where the set has this manifest
  boolean add(String goldenSet, ReferenceSource source);
}
