package dev.assay.appraisal.tpm;

import dev.assay.appraisal.codec.Bytes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import org.bouncycastle.jcajce.provider.digest.SM3;

/// The hash algorithms that TPMs and event logs use, in the order of their TPM_ALG_ID (TCG
/// Algorithm Registry).
public enum HashAlgorithm {
  SHA1(0x0004, 20, "sha1", "SHA-1"),
  SHA256(0x000B, 32, "sha256", "SHA-256"),
  SHA384(0x000C, 48, "sha384", "SHA-384"),
  SHA512(0x000D, 64, "sha512", "SHA-512"),
  SM3_256(0x0012, 32, "sm3_256", "SM3"),
  SHA3_256(0x0027, 32, "sha3_256", "SHA3-256"),
  SHA3_384(0x0028, 48, "sha3_384", "SHA3-384"),
  SHA3_512(0x0029, 64, "sha3_512", "SHA3-512");

  /// The size of the largest digest, in bytes.
  public static final int MAX_SIZE = 64;

  private final int id;
  private final int size;
  private final String label;
  private final String jcaName;

  HashAlgorithm(int id, int size, String label, String jcaName) {
    this.id = id;
    this.size = size;
    this.label = label;
    this.jcaName = jcaName;
  }

  /// The algorithm of this TPM_ALG_ID, where it is one of these.
  public static Optional<HashAlgorithm> ofId(int id) {
    for (HashAlgorithm algorithm : values()) {
      if (algorithm.id == id) {
        return Optional.of(algorithm);
      }
    }
    return Optional.empty();
  }

  /// The algorithm of this label, as in "sha256", where it is one of these.
  public static Optional<HashAlgorithm> ofLabel(String label) {
    for (HashAlgorithm algorithm : values()) {
      if (algorithm.label.equals(label)) {
        return Optional.of(algorithm);
      }
    }
    return Optional.empty();
  }

  /// The TPM_ALG_ID.
  public int id() {
    return id;
  }

  /// How many bytes a digest has.
  public int size() {
    return size;
  }

  /// The name as tpm2-tools writes it, as in "sha256".
  public String label() {
    return label;
  }

  /// The name as people and the Java cryptography interfaces write it, as in "SHA-256".
  public String jcaName() {
    return jcaName;
  }

  /// Whether collisions are out of reach: all but SHA-1.
  public boolean strong() {
    return this != SHA1;
  }

  /// A fresh digest computation, by the JDK's own provider wherever it has the algorithm.
  public MessageDigest newDigest() {
    if (this == SM3_256) {
      return new SM3.Digest();
    }
    try {
      return MessageDigest.getInstance(jcaName);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime lacks " + jcaName, e);
    }
  }

  /// The hash over all `parts`, one after the other.
  public Digest hash(Bytes... parts) {
    MessageDigest digest = newDigest();
    for (Bytes part : parts) {
      part.hashWith(digest);
    }
    return new Digest(this, Bytes.wrap(digest.digest()));
  }

  /// The digest of zero bytes only: what most PCRs hold after a reset.
  public Digest zero() {
    return new Digest(this, Bytes.wrap(new byte[size]));
  }
}
