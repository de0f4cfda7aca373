package dev.assay.verifier.service;

import java.util.Collection;

/// Ids of golden sets that this verifier saw end, kept where whoever writes the database can't
/// reach: what was retired or revoked does not come back by an UPDATE.
public interface EndedSets {
  boolean contains(String id);

  /// Remembers them for good.
  void add(Collection<String> ids);
}
