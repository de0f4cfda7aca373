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

  /// Those of all board models and OS images, or of one of this name; the newest first.
  List<GoldenRecord> list(Optional<BoardModel> model);

  /// The sets that the records call ACTIVE for machines that are held to these, the newest first.
  List<Active> active(HeldTo subjects);

  /// The sets that the records call ACTIVE for this model or image, the newest first.
  List<Active> active(GoldenSubject subject);

  /// A set that the records call ACTIVE.
  ///
  /// @param endsAt when it stops being in force
  /// @param share what percentage of the machines it is meant for, during its rollout
  /// @param ended whether its history says that it was RETIRED or REVOKED before
  record Active(String id, Optional<Instant> endsAt, Optional<Integer> share, boolean ended) {}

  /// The ids of the sets that were ACTIVE for machines that are held to these, at that time; the
  /// newest first.
  List<String> activeAt(HeldTo subjects, Instant at);

  /// The models and images that have an ACTIVE set.
  List<GoldenSubject> activeSubjects();

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

  /// The ids of the sets that are RETIRED or REVOKED.
  List<String> endedIds();

  /// The ACTIVE sets whose windows are over.
  List<GoldenRecord> ended(Instant now);
}
