package dev.assay.golden.signing;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The public half of a key that signs golden sets. Equal keys are equal byte for byte.
public final class VerificationKey {
  private static final String LABEL = "PUBLIC KEY";

  private final PublicKey key;
  private final KeyKind kind;
  private final Bytes encoded;

  private VerificationKey(PublicKey key, KeyKind kind) {
    this.key = key;
    this.kind = kind;
    this.encoded = Bytes.wrap(key.getEncoded());
  }

  static VerificationKey of(PublicKey key) throws KeyInvalid {
    return new VerificationKey(key, KeyKind.of(key).orElseThrow(VerificationKey::otherKind));
  }

  /// Reads a PEM block of a SubjectPublicKeyInfo.
  ///
  /// @throws KeyInvalid where it is none, of another kind, or not in its one encoding
  public static VerificationKey parse(String pem) throws KeyInvalid {
    var content = Pem.read(pem, LABEL);
    for (var family :
        Arrays.stream(KeyKind.values()).map(kind -> kind.family).distinct().toList()) {
      var read = read(family, content);
      if (read.isPresent()) {
        var key = of(read.get());
        if (!key.encoded.equals(Bytes.wrap(content))) {
          throw new KeyInvalid("its encoding is not the usual one");
        }
        return key;
      }
    }
    throw otherKind();
  }

  private static Optional<PublicKey> read(String family, byte[] content) {
    try {
      return Optional.of(
          KeyFactory.getInstance(family).generatePublic(new X509EncodedKeySpec(content)));
    } catch (InvalidKeySpecException notOfTheFamily) {
      return Optional.empty();
    } catch (GeneralSecurityException absent) {
      throw new IllegalStateException("The JDK lacks " + family, absent);
    }
  }

  private static KeyInvalid otherKind() {
    return new KeyInvalid("it is no key of Ed25519, P-256 or P-384");
  }

  /// Whether the private half made this signature over these very bytes. A malformed signature is a
  /// wrong one.
  boolean verifies(Bytes message, Bytes signature) {
    try {
      var verifying = Signature.getInstance(kind.algorithm);
      verifying.initVerify(key);
      verifying.update(message.toArray());
      return verifying.verify(signature.toArray());
    } catch (GeneralSecurityException wrong) {
      return false;
    }
  }

  /// SHA-256 of the SubjectPublicKeyInfo.
  public Digest fingerprint() {
    return HashAlgorithm.SHA256.hash(encoded);
  }

  public KeyKind kind() {
    return kind;
  }

  /// As [#parse] reads it.
  public String write() {
    return Pem.write(LABEL, encoded.toArray());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof VerificationKey that && encoded.equals(that.encoded);
  }

  @Override
  public int hashCode() {
    return encoded.hashCode();
  }

  @Override
  public String toString() {
    return kind + " " + fingerprint().toHex();
  }
}
