package dev.assay.verifier.service;

import dev.assay.appraisal.golden.GoldenSet;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Where golden sets are kept.
public interface GoldenRecords {

  /// Keeps drafts and what each was learned from, in one transaction.
  void add(List<GoldenRecord> drafts, List<Long> appraisals);

  Optional<GoldenRecord> find(String id);

  /// The newest first.
  List<GoldenRecord> list(Optional<BoardModel> model);

  /// The ids of the sets that are in force for a model.
  List<String> activeIds(BoardModel model);

  /// A set's reference values. They never change, so they may be remembered.
  Optional<GoldenSet> set(String id);

  /// Puts a draft in force, and retires what was in force for its model and layer, in one
  /// transaction.
  ///
  /// @param note appended to the set's
  /// @return false, and nothing changed, where it is no draft
  boolean activate(String id, Approval approval, String note);

  /// Takes a set out of force, or drops a draft's claim to it.
  ///
  /// @return false where it is retired already or not known
  boolean retire(String id, String by, Instant at);
}
