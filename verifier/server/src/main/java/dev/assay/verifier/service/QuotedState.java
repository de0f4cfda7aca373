package dev.assay.verifier.service;

import dev.assay.appraisal.tpm.ClockInfo;

/// What a quote that held in every part said of the TPM itself.
///
/// @param clock the TPM's clock and counters
/// @param tpmFirmwareVersion 64 bits, as the TPM's maker defines them
public record QuotedState(ClockInfo clock, long tpmFirmwareVersion) {}
