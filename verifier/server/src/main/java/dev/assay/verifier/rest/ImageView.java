package dev.assay.verifier.rest;

import dev.assay.verifier.service.ImageRecord;
import dev.assay.verifier.service.ImageRecord.Assigned;
import dev.assay.verifier.service.MachineLabel;
import dev.assay.verifier.service.MachineRole;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// An OS image and the roles and labels that have it.
public record ImageView(
    String name, String madeBy, Instant madeAt, List<RoleView> roles, List<LabelView> labels) {

  /// A role that has the image.
  ///
  /// @param machines how many ACTIVE machines are of it
  public record RoleView(String role, String assignedBy, Instant assignedAt, long machines) {
    static Stream<RoleView> of(Assigned assigned) {
      return assigned.holder() instanceof MachineRole(var name)
          ? Stream.of(
              new RoleView(name, assigned.by().by(), assigned.by().at(), assigned.machines()))
          : Stream.empty();
    }
  }

  /// A label that has the image.
  ///
  /// @param label as `key=value`
  /// @param machines how many ACTIVE machines have it
  public record LabelView(String label, String assignedBy, Instant assignedAt, long machines) {
    static Stream<LabelView> of(Assigned assigned) {
      return assigned.holder() instanceof MachineLabel label
          ? Stream.of(
              new LabelView(
                  label.toString(), assigned.by().by(), assigned.by().at(), assigned.machines()))
          : Stream.empty();
    }
  }

  static ImageView of(ImageRecord image) {
    return new ImageView(
        image.image().name(),
        image.made().by(),
        image.made().at(),
        image.holders().stream().flatMap(RoleView::of).toList(),
        image.holders().stream().flatMap(LabelView::of).toList());
  }
}
