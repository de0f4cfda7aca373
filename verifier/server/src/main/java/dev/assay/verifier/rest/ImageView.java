package dev.assay.verifier.rest;

import dev.assay.verifier.service.ImageRecord;
import java.time.Instant;
import java.util.List;

/// An OS image and the roles that have it.
public record ImageView(String name, String madeBy, Instant madeAt, List<RoleView> roles) {

  /// A role that has the image.
  ///
  /// @param machines how many ACTIVE machines are of it
  public record RoleView(String role, String assignedBy, Instant assignedAt, long machines) {
    static RoleView of(ImageRecord.Assigned assigned) {
      return new RoleView(
          assigned.role().name(), assigned.by().by(), assigned.by().at(), assigned.machines());
    }
  }

  static ImageView of(ImageRecord image) {
    return new ImageView(
        image.image().name(),
        image.made().by(),
        image.made().at(),
        image.roles().stream().map(RoleView::of).toList());
  }
}
