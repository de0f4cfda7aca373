package dev.assay.verifier.metrics;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Names that may stand in a label: the first so many that come. All later ones are shown as one,
/// so that names which people make up can't make series without end.
final class FewNames {
  static final String OTHER = "other";

  private final int most;
  private final Set<String> seen = ConcurrentHashMap.newKeySet();

  FewNames(int most) {
    this.most = most;
  }

  /// The name, or [#OTHER].
  String label(String name) {
    if (seen.contains(name)) {
      return name;
    }
    synchronized (this) {
      return seen.size() < most && seen.add(name) ? name : seen.contains(name) ? name : OTHER;
    }
  }
}
