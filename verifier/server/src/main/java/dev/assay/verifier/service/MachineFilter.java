package dev.assay.verifier.service;

import dev.assay.appraisal.Verdict;
import java.util.Optional;

/// Which machines to list. An empty part selects all.
///
/// @param image the one that they are held to, by their role or their board model
public record MachineFilter(
    Optional<MachineState> state,
    Optional<BoardModel> model,
    Optional<Verdict> verdict,
    Optional<MachineRole> role,
    Optional<OsImage> image) {

  public static final MachineFilter ALL =
      new MachineFilter(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /// ACTIVE machines of this model.
  static MachineFilter active(BoardModel model) {
    return active(Optional.of(model), Optional.empty(), Optional.empty());
  }

  /// ACTIVE machines of this role.
  static MachineFilter active(MachineRole role) {
    return active(Optional.empty(), Optional.of(role), Optional.empty());
  }

  /// ACTIVE machines that are held to the golden sets of this model or image.
  static MachineFilter active(GoldenSubject subject) {
    return switch (subject.layer()) {
      case FIRMWARE -> active(new BoardModel(subject.name()));
      case OS ->
          active(Optional.empty(), Optional.empty(), Optional.of(new OsImage(subject.name())));
    };
  }

  private static MachineFilter active(
      Optional<BoardModel> model, Optional<MachineRole> role, Optional<OsImage> image) {
    return new MachineFilter(
        Optional.of(MachineState.ACTIVE), model, Optional.empty(), role, image);
  }
}
