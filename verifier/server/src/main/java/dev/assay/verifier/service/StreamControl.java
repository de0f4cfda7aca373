package dev.assay.verifier.service;

/// What the service asks of the adapter that holds a machine's stream. Each call returns at once
/// and may come from any thread.
public interface StreamControl {

  /// A person asks for an attestation: issue a challenge now, unless one is open.
  void attestNow();

  /// Another stream of this machine proved itself: end this one.
  void takenOver();

  /// The machine may no longer attest (retired, or its key changed): end this stream.
  void dismissed();
}
