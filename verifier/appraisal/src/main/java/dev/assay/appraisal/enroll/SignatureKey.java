package dev.assay.appraisal.enroll;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.tpm.KeyParameters;
import dev.assay.appraisal.tpm.TpmPublic;
import dev.assay.appraisal.tpm.TpmSignature;

/// A decoded key that checks signatures. ECDSA is Bouncy Castle's, several times quicker than the
/// JDK's; hashing and RSA are the JDK's.
sealed interface SignatureKey permits EcKey, RsaKey {
  /// Whether `signature` is this key's over `message`; false for a signature of another kind.
  boolean verifies(Bytes message, TpmSignature signature);

  static SignatureKey of(TpmPublic key) {
    return switch (key.parameters()) {
      case KeyParameters.Ecc ecc -> EcKey.of(ecc);
      case KeyParameters.Rsa _ -> new RsaKey(key.publicKey());
    };
  }
}
