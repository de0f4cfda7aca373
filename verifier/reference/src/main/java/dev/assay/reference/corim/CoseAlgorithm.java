package dev.assay.reference.corim;

import java.security.InvalidKeyException;
import java.security.KeyException;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECKey;
import java.util.Optional;

/// The signature algorithms of COSE that are accepted (RFC 9053, section 2).
enum CoseAlgorithm {
  ES256(-7, "SHA256withECDSAinP1363Format", 256),
  ES384(-35, "SHA384withECDSAinP1363Format", 384),
  ES512(-36, "SHA512withECDSAinP1363Format", 521),
  EDDSA(-8, "Ed25519", 0);

  private final int id;
  private final String jca;
  private final int curve;

  CoseAlgorithm(int id, String jca, int curve) {
    this.id = id;
    this.jca = jca;
    this.curve = curve;
  }

  int id() {
    return id;
  }

  static Optional<CoseAlgorithm> ofId(int id) {
    for (CoseAlgorithm algorithm : values()) {
      if (algorithm.id == id) {
        return Optional.of(algorithm);
      }
    }
    return Optional.empty();
  }

  /// The one that a key of this kind signs with: by its curve, so that no hash is weaker than the
  /// key.
  static Optional<CoseAlgorithm> ofKey(java.security.Key key) {
    for (CoseAlgorithm algorithm : values()) {
      if (algorithm.fits(key)) {
        return Optional.of(algorithm);
      }
    }
    return Optional.empty();
  }

  private boolean fits(java.security.Key key) {
    return key instanceof ECKey ec
        ? curve == ec.getParams().getCurve().getField().getFieldSize()
        : this == EDDSA && (key.getAlgorithm().equals("EdDSA") || key.getAlgorithm().equals(jca));
  }

  /// Whether `key` made this signature; never where the key is of another kind.
  boolean verifies(PublicKey key, byte[] signed, byte[] signature) {
    if (!fits(key)) {
      return false;
    }
    try {
      Signature verifier = Signature.getInstance(jca);
      verifier.initVerify(key);
      verifier.update(signed);
      return verifier.verify(signature);
    } catch (InvalidKeyException | SignatureException _) {
      return false;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the JDK lacks " + jca, e);
    }
  }

  byte[] sign(PrivateKey key, byte[] bytes) throws KeyException {
    try {
      Signature signer = Signature.getInstance(jca);
      signer.initSign(key);
      signer.update(bytes);
      return signer.sign();
    } catch (NoSuchAlgorithmException | SignatureException e) {
      throw new IllegalStateException("the JDK can't sign with " + jca, e);
    }
  }
}
