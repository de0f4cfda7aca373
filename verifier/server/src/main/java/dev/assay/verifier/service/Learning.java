package dev.assay.verifier.service;

import dev.assay.appraisal.golden.Camp;
import dev.assay.appraisal.golden.ComponentDifference;
import dev.assay.appraisal.golden.Difference;
import dev.assay.appraisal.golden.GoldenDraft;
import dev.assay.appraisal.golden.Layer;
import dev.assay.appraisal.golden.LearnedComponents;
import dev.assay.appraisal.golden.OtherVersion;
import java.util.List;

/// What siblings showed while golden sets were learned from them.
///
/// @param differences where they are not equal and no quorum made it outliers
/// @param camps machines that stand out, those together that do in the same things
/// @param otherVersions machines that were left out, as they are on other firmware
/// @param components where what they report of themselves is not equal
public record Learning(
    List<Difference> differences,
    List<Camp> camps,
    List<OtherVersion> otherVersions,
    List<ComponentDifference> components) {
  /// Of a set that came as a file.
  static final Learning NONE = new Learning(List.of(), List.of(), List.of(), List.of());

  public Learning {
    differences = List.copyOf(differences);
    camps = List.copyOf(camps);
    otherVersions = List.copyOf(otherVersions);
    components = List.copyOf(components);
  }

  static Learning of(GoldenDraft draft, LearnedComponents components) {
    return new Learning(
        draft.differences(), draft.camps(), draft.otherVersions(), components.differences());
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
        otherVersions,
        layer == Layer.FIRMWARE ? components : List.of());
  }
}
