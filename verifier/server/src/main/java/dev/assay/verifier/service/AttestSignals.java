package dev.assay.verifier.service;

/// Carries requests to whichever verifier holds a machine's stream.
public interface AttestSignals {

  /// Asks for an attestation of this machine now.
  void ask(MachineId machine);

  /// Asks for attestations of all ACTIVE machines of this model now.
  void askAll(BoardModel model);

  /// Ends the machine's stream, wherever it is.
  void dismiss(MachineId machine);
}
