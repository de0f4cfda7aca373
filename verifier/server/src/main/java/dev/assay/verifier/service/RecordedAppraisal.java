package dev.assay.verifier.service;

/// One line of a machine's history.
///
/// @param evidenceSha256 SHA-256 of the attest and signature bytes, in hexadecimal
public record RecordedAppraisal(MachineId machine, Standing standing, String evidenceSha256) {}
