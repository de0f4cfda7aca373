package dev.assay.verifier.service;

/// The TPM proved both keys, and the machine is recorded.
///
/// @param message what happens next, or who has to act
public record Enrolled(MachineId machine, MachineState state, String message) {}
