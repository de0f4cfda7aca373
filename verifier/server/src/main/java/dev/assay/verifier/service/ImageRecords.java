package dev.assay.verifier.service;

import java.util.List;
import java.util.Optional;

/// Where OS images and their roles are kept.
public interface ImageRecords {

  /// In the order of their names.
  List<ImageRecord> list();

  Optional<ImageRecord> find(OsImage image);

  /// The image that a role has.
  Optional<OsImage> of(MachineRole role);

  /// Adds an image.
  ///
  /// @return false, and nothing kept, where one of this name exists
  boolean add(OsImage image, Approval by);

  /// Gives a role this image, in place of the one that it has.
  ///
  /// @return false, and nothing changed, where it has it already
  boolean assign(OsImage image, MachineRole role, Approval by);

  /// Takes a role's image away.
  ///
  /// @return false where it has none
  boolean unassign(MachineRole role);
}
