package dev.assay.verifier.service;

import java.util.List;

/// An OS image and the roles that have it.
///
/// @param made by whom and when it was named
public record ImageRecord(OsImage image, Approval made, List<Assigned> roles) {
  public ImageRecord {
    roles = List.copyOf(roles);
  }

  /// A role that has the image.
  ///
  /// @param machines how many ACTIVE machines are of it
  public record Assigned(MachineRole role, Approval by, long machines) {}
}
