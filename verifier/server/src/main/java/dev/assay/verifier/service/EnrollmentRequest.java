package dev.assay.verifier.service;

import dev.assay.appraisal.codec.Bytes;
import java.util.List;
import java.util.Optional;

/// What an agent sends to enroll. All of it is a claim.
///
/// @param ekPublic TPMT_PUBLIC
/// @param ekCertificate X.509 DER as in NV, padding included
/// @param ekChain intermediate certificates
/// @param akPublic TPMT_PUBLIC
public record EnrollmentRequest(
    Bytes ekPublic,
    Optional<Bytes> ekCertificate,
    List<Bytes> ekChain,
    Bytes akPublic,
    HostFacts host) {

  public EnrollmentRequest {
    ekChain = List.copyOf(ekChain);
  }
}
