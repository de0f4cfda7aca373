package dev.assay.appraisal.enroll;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.testing.Corpus;
import dev.assay.appraisal.testing.PublicAreas;
import dev.assay.appraisal.testing.TestKeys;
import dev.assay.appraisal.tpm.TpmPublic;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.HashMap;
import java.util.Map;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/// The certificates of the corpus.
final class CorpusCertificates {
  /// Of a test, with a modulus that no TPM makes.
  static final String EVEN_MODULUS = "HIRS-ci-ek_cert.der";

  private CorpusCertificates() {}

  /// All issuers and roots, configured.
  static TrustRoots.Loaded authorities() {
    Map<String, Bytes> files = new HashMap<>();
    for (Path file : Corpus.files("ekcert", ".der")) {
      if (file.getFileName().toString().startsWith("CA")) {
        files.put(file.getFileName().toString(), Corpus.bytes(file));
      }
    }
    return TrustRoots.load(files);
  }

  /// An EK with the key of the certificate in this file; with another where no EK can have it.
  static TpmPublic ek(String file, PublicKey key) {
    return ek(file.endsWith(EVEN_MODULUS) ? TestKeys.rsa(2048).getPublic() : key);
  }

  /// An EK with the key of a certificate. The TPMs are not at hand.
  static TpmPublic ek(PublicKey key) {
    return PublicAreas.parse(
        switch (key) {
          case RSAPublicKey rsa -> PublicAreas.ek().of(rsa);
          case ECPublicKey ec -> PublicAreas.ek().of(ec);
          default -> PublicAreas.ek().of(boundToOaep(key));
        });
  }

  // The JDK leaves the key of the type RSAES-OAEP as it is; Bouncy Castle reads what is inside.
  private static RSAPublicKey boundToOaep(PublicKey key) {
    try {
      var inside =
          org.bouncycastle.asn1.pkcs.RSAPublicKey.getInstance(
              SubjectPublicKeyInfo.getInstance(key.getEncoded()).parsePublicKey());
      return (RSAPublicKey)
          KeyFactory.getInstance("RSA")
              .generatePublic(
                  new RSAPublicKeySpec(inside.getModulus(), inside.getPublicExponent()));
    } catch (IOException | GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
