package dev.assay.verifier.testing;

import dev.assay.verifier.service.EndedSets;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/// The golden sets that ended, as a verifier remembers them that is not restarted.
public final class EndedOfTest implements EndedSets {
  private final Set<String> ids = new HashSet<>();

  @Override
  public boolean contains(String id) {
    return ids.contains(id);
  }

  @Override
  public void add(Collection<String> ended) {
    ids.addAll(ended);
  }

  /// As in a verifier that was just set up.
  public void forget() {
    ids.clear();
  }
}
