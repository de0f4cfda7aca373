package dev.assay.verifier.service;

import java.util.List;
import java.util.Optional;

/// Where OS images are kept, and which roles and labels have them.
public interface ImageRecords {

  /// In the order of their names.
  List<ImageRecord> list();

  Optional<ImageRecord> find(OsImage image);

  /// The images of all roles and labels.
  ImageAssignments assignments();

  /// Adds an image.
  ///
  /// @return false, and nothing kept, where one of this name exists
  boolean add(OsImage image, Approval by);

  /// Gives a role or label this image, in place of the one that it has.
  ///
  /// @return false, and nothing changed, where it has it already, and where the labels of a machine
  ///   would lead to two images
  boolean assign(OsImage image, ImageHolder holder, Approval by);

  /// Takes its image away.
  ///
  /// @return false where it has none
  boolean unassign(ImageHolder holder);

  /// Changes a machine's labels.
  ///
  /// @return false, and nothing changed, where it is not known, and where its labels would lead to
  ///   two images
  boolean label(MachineId id, LabelChange change);
}
