package dev.assay.verifier.service;

import java.util.List;

/// An OS image and the roles and labels that have it.
///
/// @param made by whom and when it was named
public record ImageRecord(OsImage image, Approval made, List<Assigned> holders) {
  public ImageRecord {
    holders = List.copyOf(holders);
  }

  /// A role or label that has the image.
  ///
  /// @param machines how many ACTIVE machines have it
  public record Assigned(ImageHolder holder, Approval by, long machines) {}
}
