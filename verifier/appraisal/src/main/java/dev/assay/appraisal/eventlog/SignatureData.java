package dev.assay.appraisal.eventlog;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.tpm.Digest;

/// What an entry of a Secure Boot database allows or forbids (UEFI, section "Signature Database").
public sealed interface SignatureData {
  /// The bytes that it was decoded from, without the owner.
  Bytes bytes();

  /// An X.509 certificate: whatever it or its descendants signed. Neither its signature nor its
  /// dates were looked at.
  ///
  /// @param bytes DER
  /// @param subject for people, as is `issuer`
  /// @param serial big endian, two's complement
  /// @param sha256 of `bytes`
  record Certificate(Bytes bytes, String subject, String issuer, Bytes serial, Digest sha256)
      implements SignatureData {}

  /// What should be an X.509 certificate.
  ///
  /// @param reason for people
  record UnreadableCertificate(Bytes bytes, String reason) implements SignatureData {}

  /// One image, by its Authenticode hash.
  record ImageHash(Digest digest) implements SignatureData {
    @Override
    public Bytes bytes() {
      return digest.value();
    }
  }

  /// A revoked certificate, by the hash of its signed part.
  ///
  /// @param revoked signatures from this time on are void; all zero: whenever they were made
  record CertificateHash(Bytes bytes, Digest digest, EfiTime revoked) implements SignatureData {}

  /// The modulus of an RSA-2048 key with the exponent 65537.
  record RsaKey(Bytes bytes) implements SignatureData {}

  /// Of a type that the specification has no name for, or that is out of use.
  record Other(Bytes bytes) implements SignatureData {}
}
