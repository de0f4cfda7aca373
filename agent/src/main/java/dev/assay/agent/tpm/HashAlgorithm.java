package dev.assay.agent.tpm;

import com.google.protobuf.ByteString;
import dev.assay.agent.tpm.TpmException.Code;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The hashes that keys and sessions may use (TPM_ALG_ID, TCG Algorithm Registry), by the JDK's
/// providers.
enum HashAlgorithm {
  SHA256(0x000B, 32, "SHA-256", "HmacSHA256"),
  SHA384(0x000C, 48, "SHA-384", "HmacSHA384"),
  SHA512(0x000D, 64, "SHA-512", "HmacSHA512");

  private final int id;
  private final int size;
  private final String digestName;
  private final String macName;

  HashAlgorithm(int id, int size, String digestName, String macName) {
    this.id = id;
    this.size = size;
    this.digestName = digestName;
    this.macName = macName;
  }

  static HashAlgorithm ofId(int id) throws TpmException {
    for (HashAlgorithm algorithm : values()) {
      if (algorithm.id == id) {
        return algorithm;
      }
    }
    throw new TpmException(
        Code.UNSUPPORTED, "a key uses hash algorithm 0x%04X, which is not supported".formatted(id));
  }

  int id() {
    return id;
  }

  /// Bytes of a digest.
  int size() {
    return size;
  }

  /// The name of the hash in the Java Cryptography Architecture.
  String digestName() {
    return digestName;
  }

  ByteString hash(ByteString... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance(digestName);
      for (ByteString part : parts) {
        digest.update(part.asReadOnlyByteBuffer());
      }
      return ByteString.copyFrom(digest.digest());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + digestName, e);
    }
  }

  /// An empty key counts as one byte of zero, which HMAC pads to the same thing.
  ByteString hmac(ByteString key, ByteString... parts) {
    try {
      Mac mac = Mac.getInstance(macName);
      mac.init(new SecretKeySpec(key.isEmpty() ? new byte[1] : key.toByteArray(), macName));
      for (ByteString part : parts) {
        mac.update(part.asReadOnlyByteBuffer());
      }
      return ByteString.copyFrom(mac.doFinal());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + macName, e);
    }
  }
}
