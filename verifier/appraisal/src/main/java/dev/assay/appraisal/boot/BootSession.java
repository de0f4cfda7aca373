package dev.assay.appraisal.boot;

import dev.assay.appraisal.tpm.ClockInfo;

/// One authentic quote's place in the life of its TPM, beside what the host said of its boot then.
///
/// @param clock as the TPM signed it
/// @param tpmFirmware the version of the TPM's own firmware, 64 bits, as the TPM signed it
public record BootSession(ClockInfo clock, long tpmFirmware, ReportedBoot boot) {}
