package dev.assay.appraisal.enroll;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.TpmSignature;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;

/// RSA signatures of both paddings (RFC 8017, section 8) by the JDK.
record RsaKey(PublicKey key) implements SignatureKey {
  @Override
  public boolean verifies(Bytes message, TpmSignature signature) {
    return switch (signature) {
      case TpmSignature.RsaSsa ssa -> pkcs1(message, ssa);
      case TpmSignature.RsaPss pss -> pss(message, pss);
      case TpmSignature.Ecdsa _ -> false;
    };
  }

  private boolean pkcs1(Bytes message, TpmSignature.RsaSsa signature) {
    try {
      Signature verifier = Signature.getInstance(jcaHash(signature.hash()) + "withRSA");
      return verifies(verifier, message, signature.value());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime lacks RSA with " + signature.hash(), e);
    }
  }

  // The salt of a TPM is as long as the hash where it follows FIPS 186, else as long as the modulus
  // allows (TPM 2.0 Part 1, annex B.7).
  private boolean pss(Bytes message, TpmSignature.RsaPss signature) {
    HashAlgorithm hash = signature.hash();
    int encodedBytes = (((RSAPublicKey) key).getModulus().bitLength() - 1 + 7) / 8;
    return pss(message, signature, hash.size())
        || pss(message, signature, encodedBytes - hash.size() - 2);
  }

  private boolean pss(Bytes message, TpmSignature.RsaPss signature, int saltBytes) {
    String hash = signature.hash().jcaName();
    try {
      Signature verifier = Signature.getInstance("RSASSA-PSS");
      verifier.setParameter(
          new PSSParameterSpec(
              hash,
              "MGF1",
              new MGF1ParameterSpec(hash),
              saltBytes,
              PSSParameterSpec.TRAILER_FIELD_BC));
      return verifies(verifier, message, signature.value());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime lacks RSA-PSS with " + hash, e);
    }
  }

  private boolean verifies(Signature verifier, Bytes message, Bytes value)
      throws GeneralSecurityException {
    verifier.initVerify(key);
    verifier.update(message.toArray());
    try {
      return verifier.verify(value.toArray());
    } catch (SignatureException _) {
      return false; // of another length than the modulus
    }
  }

  private static String jcaHash(HashAlgorithm hash) {
    return hash.jcaName().replace("SHA-", "SHA");
  }
}
