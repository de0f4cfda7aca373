package dev.assay.appraisal;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.enroll.VouchedKey;
import dev.assay.appraisal.golden.GoldenSet;
import dev.assay.appraisal.golden.Layer;
import java.util.List;
import java.util.Optional;

/// What a person knows who holds evidence in their hands, without a verifier: whose word the key
/// is, and what of the rest they want to be asked. What is left empty is not asked, and the
/// [OfflineAppraisal] says so.
///
/// @param key vouched for by the person, not proven to live in any TPM
/// @param nonce what the quote must carry as its extra data, as it is
/// @param golden what the boot is held against
public record OfflineQuestion(
    VouchedKey key, Optional<Bytes> nonce, Optional<GoldenSets.Active> golden) {
  /// A question that takes golden sets as they come out of files.
  ///
  /// @param sets of one board model, those of the firmware layer and those of the OS layer; none
  ///   where nothing is compared
  /// @throws IllegalArgumentException where there is a set of the OS layer and none of firmware, or
  ///   firmware sets of several board models
  public static OfflineQuestion of(VouchedKey key, Optional<Bytes> nonce, List<GoldenSet> sets) {
    return new OfflineQuestion(
        key,
        nonce,
        sets.isEmpty()
            ? Optional.empty()
            : Optional.of(new GoldenSets.Active(of(Layer.FIRMWARE, sets), of(Layer.OS, sets))));
  }

  private static List<GoldenSet> of(Layer layer, List<GoldenSet> sets) {
    return sets.stream().filter(set -> set.layer() == layer).toList();
  }
}
