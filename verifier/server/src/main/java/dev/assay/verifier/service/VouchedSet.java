package dev.assay.verifier.service;

import dev.assay.appraisal.golden.GoldenSet;
import dev.assay.appraisal.golden.Layer;
import java.util.Optional;

/// Proves that a golden set is of this model or image, and that as many people as are needed stand
/// by this very document now. Only such a set is in force, whatever state the database gives it.
final class VouchedSet {
  private final GoldenSet set;

  private VouchedSet(GoldenSet set) {
    this.set = set;
  }

  /// What came of looking at a stored set.
  sealed interface Result {
    /// It is in force.
    record Vouched(VouchedSet set) implements Result {}

    /// It is not.
    ///
    /// @param reason the end of the sentence "The set is not in force: …", without its full stop
    /// @param layer which it is of, as far as that can be said
    record Refused(String reason, Optional<Layer> layer) implements Result {}
  }

  /// Looks at what is stored under this id as ACTIVE for machines that are held to these.
  static Result of(
      String id, HeldTo subjects, StoredGolden stored, SignatureRule rule, Signers signers) {
    var set = stored.set();
    var layer = Optional.of(set.layer());
    if (!set.id().equals(id) || !GoldenSubject.of(set).equals(subjects.subject(set.layer()))) {
      return new Result.Refused(
          "its document is of set %s of %s".formatted(set.id(), set.subject()), layer);
    }
    if (signers.revoked().contains(id)) {
      return new Result.Refused("it is among the revoked ones of the signers' folder", layer);
    }
    var count = rule.count(stored, signers);
    return count.enough()
        ? new Result.Vouched(new VouchedSet(set))
        : new Result.Refused("it has " + count.words(), layer);
  }

  GoldenSet set() {
    return set;
  }
}
