package dev.assay.verifier.service;

import dev.assay.appraisal.Verdict;
import java.util.Optional;

/// Which machines to list. An empty part selects all.
///
/// @param image the one that they are held to, by their role, their labels or their board model
public record MachineFilter(
    Optional<MachineState> state,
    Optional<BoardModel> model,
    Optional<Verdict> verdict,
    Optional<MachineRole> role,
    Optional<MachineLabel> label,
    Optional<OsImage> image) {

  public static final MachineFilter ALL =
      new MachineFilter(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /// ACTIVE machines of this model.
  static MachineFilter active(BoardModel model) {
    return active(Optional.of(model), Optional.empty());
  }

  /// Machines of this role or with this label.
  static MachineFilter of(Optional<MachineState> state, ImageHolder holder) {
    return switch (holder) {
      case MachineRole role ->
          new MachineFilter(
              state,
              Optional.empty(),
              Optional.empty(),
              Optional.of(role),
              Optional.empty(),
              Optional.empty());
      case MachineLabel label ->
          new MachineFilter(
              state,
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.of(label),
              Optional.empty());
    };
  }

  /// ACTIVE machines that are held to the golden sets of this model or image.
  static MachineFilter active(GoldenSubject subject) {
    return switch (subject.layer()) {
      case FIRMWARE -> active(new BoardModel(subject.name()));
      case OS -> active(Optional.empty(), Optional.of(new OsImage(subject.name())));
    };
  }

  private static MachineFilter active(Optional<BoardModel> model, Optional<OsImage> image) {
    return new MachineFilter(
        Optional.of(MachineState.ACTIVE),
        model,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        image);
  }
}
