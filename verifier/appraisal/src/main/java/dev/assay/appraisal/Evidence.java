package dev.assay.appraisal;

import dev.assay.appraisal.boot.ReportedBoot;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.tpm.PcrValues;
import java.util.Optional;

/// What an agent sent about one boot of one machine. A claim, all of it, until it is appraised.
///
/// @param attest TPMS_ATTEST as the TPM made it, byte for byte
/// @param signature TPMT_SIGNATURE as the TPM made it
/// @param claimedValues the PCR values that the quote is said to cover
/// @param log the firmware event log, as it was read after the quote
/// @param boot what the host says of the boot that it is in; empty where it says nothing
/// @param firmwareVersion what the host says of its firmware (SMBIOS); empty where it says nothing
public record Evidence(
    Bytes attest,
    Bytes signature,
    PcrValues claimedValues,
    LogEvidence log,
    Optional<ReportedBoot> boot,
    Optional<String> firmwareVersion) {

  /// Evidence of a host that says nothing of itself.
  public Evidence(Bytes attest, Bytes signature, PcrValues claimedValues, LogEvidence log) {
    this(attest, signature, claimedValues, log, Optional.empty(), Optional.empty());
  }
}
