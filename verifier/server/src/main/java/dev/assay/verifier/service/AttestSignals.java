package dev.assay.verifier.service;

/// Carries requests to whichever verifier holds a machine's stream.
public interface AttestSignals {

  /// Asks for an attestation of this machine now.
  void ask(MachineId machine);

  /// Asks for attestations of all ACTIVE machines that are held to the golden sets of this model or
  /// image now.
  void askAll(GoldenSubject subject);

  /// Ends the machine's stream, wherever it is.
  void dismiss(MachineId machine);
}
