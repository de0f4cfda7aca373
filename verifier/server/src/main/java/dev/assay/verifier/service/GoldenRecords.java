package dev.assay.verifier.service;

import dev.assay.golden.ProposedSet;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Where golden sets are kept.
public interface GoldenRecords {

  /// Keeps drafts and what each was learned from, in one transaction.
  void add(List<GoldenRecord> drafts, List<Long> appraisals);

  Optional<GoldenRecord> find(String id);

  /// The newest first.
  List<GoldenRecord> list(Optional<BoardModel> model);

  /// The sets that the records call ACTIVE for a model, the newest first.
  List<Active> active(BoardModel model);

  /// A set that the records call ACTIVE.
  ///
  /// @param endsAt when it stops being in force
  record Active(String id, Optional<Instant> endsAt) {}

  /// The ids of the sets that were ACTIVE for a model at that time, the newest first.
  List<String> activeAt(BoardModel model, Instant at);

  /// The models that have an ACTIVE set.
  List<BoardModel> activeModels();

  /// What is stored of a set; empty where there is none, or what is there can't be read.
  Optional<StoredGolden> stored(String id);

  /// Puts a draft forward. Its document and proposal never change again.
  ///
  /// @return false, and nothing changed, where it is no draft
  boolean propose(ProposedSet proposed, GoldenStep step);

  /// Adds a signature.
  ///
  /// @param sentBy who brought it
  /// @return false where the set has one of this key
  boolean sign(String id, GoldenSignature signature, String sentBy);

  /// Takes a set one step on.
  ///
  /// @return false, and nothing changed, where it is in none of these states
  boolean move(String id, Set<GoldenState> from, GoldenStep step);

  /// Puts an APPROVED set in force, and retires what was ACTIVE for its model and layer, or lets it
  /// end later; in one transaction.
  ///
  /// @param until when the others end; at once, where it is empty
  /// @param share kept with the set
  /// @return false, and nothing changed, where it is not APPROVED
  boolean activate(String id, GoldenStep step, Optional<Instant> until, Optional<Integer> share);

  /// The ACTIVE sets whose windows are over.
  List<GoldenRecord> ended(Instant now);
}
