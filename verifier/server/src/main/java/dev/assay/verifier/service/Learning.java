package dev.assay.verifier.service;

import dev.assay.appraisal.golden.Camp;
import dev.assay.appraisal.golden.Difference;
import dev.assay.appraisal.golden.GoldenDraft;
import dev.assay.appraisal.golden.Layer;
import dev.assay.appraisal.golden.OtherVersion;
import java.util.List;

/// What siblings showed while golden sets were learned from them.
///
/// @param differences where they are not equal and no quorum made it outliers
/// @param camps machines that stand out, those together that do in the same things
/// @param otherVersions machines that were left out, as they are on other firmware
public record Learning(
    List<Difference> differences, List<Camp> camps, List<OtherVersion> otherVersions) {
  /// Of a set that came as a file.
  static final Learning NONE = new Learning(List.of(), List.of(), List.of());

  public Learning {
    differences = List.copyOf(differences);
    camps = List.copyOf(camps);
    otherVersions = List.copyOf(otherVersions);
  }

  static Learning of(GoldenDraft draft) {
    return new Learning(draft.differences(), draft.camps(), draft.otherVersions());
  }

  /// What of it is about one layer.
  Learning of(Layer layer) {
    return new Learning(
        differences.stream().filter(difference -> difference.layer() == layer).toList(),
        camps.stream()
            .map(
                camp ->
                    new Camp(
                        camp.machines(),
                        camp.examples(),
                        camp.shared().stream().filter(one -> one.layer() == layer).toList()))
            .filter(camp -> !camp.shared().isEmpty())
            .toList(),
        otherVersions);
  }
}
