package dev.assay.verifier.service;

/// Where people say who may sign golden sets.
@FunctionalInterface
public interface SignerBook {

  /// As it was read last; within a minute of what it is.
  Signers current();
}
