package dev.assay.verifier.service;

/// Signs attestation results, so that a receiver need not trust the way that they came.
public interface ResultSigner {

  /// The result as an EAR: a signed JWT (draft-ietf-rats-ear), one line of ASCII.
  String sign(AttestationResult result);

  /// The public keys of all results that may still be good: a JWK Set (RFC 7517).
  String publicKeys();
}
