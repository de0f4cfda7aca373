package dev.assay.verifier.service;

/// Whose machines people give an OS image: those of a role, or those with a label.
public sealed interface ImageHolder permits MachineRole, MachineLabel {

  /// At the beginning of a sentence: "Role web", "Label env=prod".
  String words();
}
