package dev.assay.appraisal;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.eventlog.PreparedLog;
import dev.assay.appraisal.tpm.PcrValues;
import java.util.Optional;

/// A quote and what lies beside it, from anywhere. A claim, all of it.
///
/// @param attest TPMS_ATTEST as the TPM made it, byte for byte
/// @param signature TPMT_SIGNATURE
/// @param values the PCR values that the quote is said to cover, where somebody wrote them down
/// @param log the firmware event log, where there is one
public record OfflineEvidence(
    Bytes attest, Bytes signature, Optional<PcrValues> values, Optional<PreparedLog> log) {}
