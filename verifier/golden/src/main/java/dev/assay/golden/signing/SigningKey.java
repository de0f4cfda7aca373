package dev.assay.golden.signing;

import dev.assay.appraisal.codec.Bytes;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Optional;

/// The private half of a key, which a person holds. It is for the command line; no verifier ever
/// sees one.
public final class SigningKey {
  private static final String LABEL = "PRIVATE KEY";

  private final PrivateKey key;
  private final KeyKind kind;

  private SigningKey(PrivateKey key, KeyKind kind) {
    this.key = key;
    this.kind = kind;
  }

  /// A new key, both halves of it.
  public record Pair(SigningKey signing, VerificationKey verification) {}

  /// Makes a new key.
  public static Pair generate(KeyKind kind, SecureRandom random) {
    try {
      var generator = KeyPairGenerator.getInstance(kind.family);
      generator.initialize(kind.parameters(), random);
      var pair = generator.generateKeyPair();
      return new Pair(
          new SigningKey(pair.getPrivate(), kind), VerificationKey.of(pair.getPublic()));
    } catch (GeneralSecurityException | KeyInvalid absent) {
      throw new IllegalStateException("The JDK makes no key of " + kind, absent);
    }
  }

  /// Reads an unencrypted PEM block of PKCS#8, as `openssl genpkey` writes it too.
  ///
  /// @throws KeyInvalid where it is none or of another kind; never repeats any of the text
  public static SigningKey parse(String pem) throws KeyInvalid {
    var content = Pem.read(pem, LABEL);
    for (var family :
        Arrays.stream(KeyKind.values()).map(kind -> kind.family).distinct().toList()) {
      var read = read(family, content).flatMap(SigningKey::ofKind);
      if (read.isPresent()) {
        return read.get();
      }
    }
    throw new KeyInvalid("it is no private key of Ed25519, P-256 or P-384");
  }

  private static Optional<SigningKey> ofKind(PrivateKey key) {
    return KeyKind.of(key).map(kind -> new SigningKey(key, kind));
  }

  private static Optional<PrivateKey> read(String family, byte[] content) {
    try {
      return Optional.of(
          KeyFactory.getInstance(family).generatePrivate(new PKCS8EncodedKeySpec(content)));
    } catch (InvalidKeySpecException notOfTheFamily) {
      return Optional.empty();
    } catch (GeneralSecurityException absent) {
      throw new IllegalStateException("The JDK lacks " + family, absent);
    }
  }

  Bytes sign(Bytes message) {
    try {
      var signing = Signature.getInstance(kind.algorithm);
      signing.initSign(key);
      signing.update(message.toArray());
      return Bytes.wrap(signing.sign());
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException("The JDK can't sign with " + kind, broken);
    }
  }

  /// As [#parse] reads it: a secret.
  public String write() {
    return Pem.write(LABEL, key.getEncoded());
  }

  /// Tells nothing of the key. The key itself, to sign what has an envelope of its own.
  public PrivateKey key() {
    return key;
  }

  @Override
  public String toString() {
    return "a private key of " + kind;
  }
}
