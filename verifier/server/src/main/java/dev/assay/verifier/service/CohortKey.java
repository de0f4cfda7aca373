package dev.assay.verifier.service;

import dev.assay.appraisal.tpm.HashAlgorithm;

/// Which machines are siblings: those of one board model on one firmware version.
///
/// @param firmwareVersion as the firmware measured itself; empty where it did not
/// @param bank the strong one in which they are compared
public record CohortKey(BoardModel model, String firmwareVersion, HashAlgorithm bank) {}
