package dev.assay.appraisal.enroll;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.tpm.KeyParameters;
import dev.assay.appraisal.tpm.TpmSignature;
import java.security.PublicKey;

/// A decoded key that checks signatures. ECDSA is Bouncy Castle's, several times quicker than the
/// JDK's; hashing and RSA are the JDK's.
sealed interface SignatureKey permits EcKey, RsaKey {
  /// Whether `signature` is this key's over `message`; false for a signature of another kind.
  boolean verifies(Bytes message, TpmSignature signature);

  /// A key of these parameters.
  ///
  /// @param key the JDK's form of the same key
  static SignatureKey of(KeyParameters parameters, PublicKey key) {
    return switch (parameters) {
      case KeyParameters.Ecc ecc -> EcKey.of(ecc);
      case KeyParameters.Rsa _ -> new RsaKey(key);
    };
  }
}
