package dev.assay.verifier.service;

import java.util.List;
import java.util.Optional;

/// Where board models are kept.
public interface ModelRecords {

  /// In the order of their names.
  List<ModelRecord> list();

  Optional<ModelRecord> find(BoardModel name);

  /// Adds a model.
  ///
  /// @return false, and nothing kept, where one of this name exists
  boolean add(ModelRecord model);

  /// Makes a proposed model a confirmed one.
  ///
  /// @return false where it is confirmed already or does not exist
  boolean confirm(BoardModel name, Approval by);

  /// Adds to what boards of a model call themselves.
  ///
  /// @return false, and nothing kept, where such boards belong to another model or to this one
  ///   already
  boolean alias(BoardModel name, BoardIdentity alias, Approval by);
}
