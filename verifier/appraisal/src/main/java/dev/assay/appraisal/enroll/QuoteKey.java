package dev.assay.appraisal.enroll;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.tpm.KeyScheme;
import dev.assay.appraisal.tpm.TpmSignature;

/// A key that quotes are verified with. Who says that it lives in a TPM is what its kinds differ
/// in: a [BoundKey] was proven to, for a [VouchedKey] a person gives their word.
public sealed interface QuoteKey permits BoundKey, VouchedKey {
  /// What tells it from other keys, in hexadecimal: its Name; of a bare key, the SHA-256 of its
  /// SubjectPublicKeyInfo.
  String id();

  /// Whether a quote may be signed by this scheme and hash.
  boolean allows(KeyScheme scheme);

  /// What [#allows] lets pass, in words.
  String allowed();

  /// Whether `signature` is this key's over exactly `message`. False for a scheme that it doesn't
  /// allow.
  boolean verifies(Bytes message, TpmSignature signature);
}
