package dev.assay.audit;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/// A checkpoint with a signature. A claim until [#verified] gave the checkpoint.
///
/// @param claimed what is said to be signed
/// @param key the signer's Ed25519 public key, as SubjectPublicKeyInfo
/// @param signature over [Checkpoint#signedBytes] (RFC 8032)
public record SignedCheckpoint(Checkpoint claimed, Bytes key, Bytes signature) {
  private static final Set<String> MEMBERS = Set.of("sequence", "hash", "at", "key", "signature");

  /// The checkpoint, where the key in it signed it. Whose key that is, is for the caller to know.
  public Optional<Checkpoint> verified() {
    try {
      var check = Signature.getInstance("Ed25519");
      check.initVerify(publicKey());
      check.update(claimed.signedBytes().toArray());
      return check.verify(signature.toArray()) ? Optional.of(claimed) : Optional.empty();
    } catch (GeneralSecurityException _) {
      return Optional.empty();
    }
  }

  private PublicKey publicKey() throws GeneralSecurityException {
    return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(key.toArray()));
  }

  /// Names the key: the SHA-256 of its SubjectPublicKeyInfo, in hexadecimal.
  public String keyId() {
    return keyId(key);
  }

  /// Names a key of this form.
  public static String keyId(Bytes key) {
    return HashAlgorithm.SHA256.hash(key).toHex();
  }

  /// One line of JSON, without its line end.
  public String write() {
    return CanonicalJson.write(
        CanonicalJson.object()
            .put("sequence", claimed.sequence())
            .put("hash", claimed.hash().toHex())
            .put("at", claimed.at().toString())
            .put("key", base64(key))
            .put("signature", base64(signature)));
  }

  /// Reads a line.
  ///
  /// @throws Malformed where it is no checkpoint
  public static SignedCheckpoint read(String text) throws Malformed {
    var object = CanonicalJson.read(text, MEMBERS);
    try {
      var claimed =
          new Checkpoint(
              CanonicalJson.number(object, "sequence"),
              CanonicalJson.sha256(object, "hash"),
              CanonicalJson.time(object, "at"));
      return new SignedCheckpoint(
          claimed,
          decoded(CanonicalJson.text(object, "key")),
          decoded(CanonicalJson.text(object, "signature")));
    } catch (IllegalArgumentException e) {
      throw new Malformed(String.valueOf(e.getMessage()), e);
    }
  }

  private static String base64(Bytes bytes) {
    return Base64.getEncoder().encodeToString(bytes.toArray());
  }

  private static Bytes decoded(String base64) {
    return Bytes.wrap(Base64.getDecoder().decode(base64));
  }
}
