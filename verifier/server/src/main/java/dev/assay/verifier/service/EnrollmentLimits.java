package dev.assay.verifier.service;

import java.util.Optional;

/// The sizes that the contract gives for an enrollment.
final class EnrollmentLimits {
  private static final int PUBLIC_AREA = 1_024;
  private static final int CERTIFICATE = 8_192;
  private static final int CHAIN = 8;

  private EnrollmentLimits() {}

  /// What is over its limit, as a sentence; empty where nothing is.
  static Optional<String> check(EnrollmentRequest request) {
    if (request.ekPublic().length() > PUBLIC_AREA || request.akPublic().length() > PUBLIC_AREA) {
      return Optional.of("A public area has at most 1,024 bytes.");
    }
    if (request.ekCertificate().filter(der -> der.length() > CERTIFICATE).isPresent()) {
      return Optional.of("ek_certificate has at most 8,192 bytes.");
    }
    if (request.ekChain().size() > CHAIN
        || request.ekChain().stream().anyMatch(der -> der.length() > CERTIFICATE)) {
      return Optional.of("ek_chain holds at most 8 certificates of at most 8,192 bytes.");
    }
    return Optional.empty();
  }
}
