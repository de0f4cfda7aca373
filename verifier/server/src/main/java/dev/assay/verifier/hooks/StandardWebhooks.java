package dev.assay.verifier.hooks;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.StringJoiner;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signatures as the Standard Webhooks specification has them: over `id.timestamp.body`, `v1` with
/// HMAC-SHA256 and `v1a` with Ed25519.
final class StandardWebhooks {
  static final String ID = "webhook-id";
  static final String TIMESTAMP = "webhook-timestamp";
  static final String SIGNATURE = "webhook-signature";

  private static final String SYMMETRIC = "whsec_";
  private static final String ASYMMETRIC = "whsk_";
  private static final int SHORTEST_HMAC = 24;
  private static final int LONGEST_HMAC = 64;
  private static final int SEED = 32;
  private static final int SEED_AND_PUBLIC = 64;

  private StandardWebhooks() {}

  /// The header's value: a signature by each secret, divided by spaces, so that receivers can
  /// change secrets without a gap.
  ///
  /// @throws HookUnusable where a secret is not of the specification's form
  static String signatures(List<String> secrets, String id, Instant at, String body)
      throws HookUnusable {
    var message =
        "%s.%d.%s".formatted(id, at.getEpochSecond(), body).getBytes(StandardCharsets.UTF_8);
    var all = new StringJoiner(" ");
    for (var secret : secrets) {
      all.add(signature(secret, message));
    }
    return all.toString();
  }

  private static String signature(String secret, byte[] message) throws HookUnusable {
    try {
      if (secret.startsWith(SYMMETRIC)) {
        return "v1," + base64(hmac(decoded(secret.substring(SYMMETRIC.length())), message));
      }
      if (secret.startsWith(ASYMMETRIC)) {
        return "v1a," + base64(ed25519(decoded(secret.substring(ASYMMETRIC.length())), message));
      }
    } catch (GeneralSecurityException unusable) {
      throw new HookUnusable("A secret of the hook can't be used as a key.");
    }
    throw new HookUnusable(
        "A secret of the hook is neither whsec_ (HMAC) nor whsk_ (Ed25519) with Base64 after it.");
  }

  private static byte[] hmac(byte[] key, byte[] message)
      throws GeneralSecurityException, HookUnusable {
    if (key.length < SHORTEST_HMAC || key.length > LONGEST_HMAC) {
      throw new HookUnusable("A whsec_ secret of the hook has not 24 to 64 bytes.");
    }
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(message);
  }

  // RFC 8032, section 5.1.5: the private key is the seed; some tools append the public key.
  private static byte[] ed25519(byte[] key, byte[] message)
      throws GeneralSecurityException, HookUnusable {
    if (key.length != SEED && key.length != SEED_AND_PUBLIC) {
      throw new HookUnusable("A whsk_ secret of the hook has not 32 or 64 bytes.");
    }
    var spec = new EdECPrivateKeySpec(NamedParameterSpec.ED25519, Arrays.copyOf(key, SEED));
    var signer = Signature.getInstance("Ed25519");
    signer.initSign(KeyFactory.getInstance("Ed25519").generatePrivate(spec));
    signer.update(message);
    return signer.sign();
  }

  private static byte[] decoded(String base64) throws HookUnusable {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException notBase64) {
      throw new HookUnusable("A secret of the hook is not Base64 after its prefix.");
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
