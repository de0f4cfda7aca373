package dev.assay.verifier.service;

/// A person's approval of a machine.
///
/// @param model the board model that the person confirms
/// @param acceptUnverifiedEk approves an EK that no certificate vouches for
/// @param acceptNewKey replaces the enrolled AK by the one that the machine's TPM proved since
/// @param acceptReplacedTpm approves a TPM on a board or chassis that was known with another one
public record ApproveMachine(
    MachineId id,
    BoardModel model,
    boolean acceptUnverifiedEk,
    boolean acceptNewKey,
    boolean acceptReplacedTpm) {}
