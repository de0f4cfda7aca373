package dev.assay.appraisal.enroll;

import dev.assay.appraisal.codec.ByteWriter;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.SymmetricDefinition;
import dev.assay.appraisal.tpm.TpmPublic;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// A secret that only the TPM holding both an EK and an AK can read: what TPM2_MakeCredential
/// makes, without a TPM (TPM 2.0 Part 1, "Credential Protection"; Part 3, TPM2_MakeCredential).
public final class CredentialChallenge {
  private static final int MIN_SECRET_BYTES = 16;

  private final Bytes credentialBlob;
  private final Bytes encryptedSecret;

  private CredentialChallenge(Bytes credentialBlob, Bytes encryptedSecret) {
    this.credentialBlob = credentialBlob;
    this.encryptedSecret = encryptedSecret;
  }

  /// Encloses `secret` for the TPM that holds `ek` and the key that `ak` describes. The Name that
  /// the TPM will compare is computed here from `ak`.
  ///
  /// @param secret 16 bytes or more, and no more than a digest of the EK's name algorithm has
  /// @param random where the seed comes from
  /// @throws IllegalArgumentException where `ek` doesn't meet [EkRequirements] or the secret's size
  ///   is not allowed
  public static CredentialChallenge make(
      TpmPublic ek, TpmPublic ak, Bytes secret, SecureRandom random) {
    List<String> shortcomings = EkRequirements.check(ek);
    if (!shortcomings.isEmpty()) {
      throw new IllegalArgumentException("not an endorsement key: " + shortcomings);
    }
    int digestSize = ek.nameAlgorithm().size();
    if (secret.length() < MIN_SECRET_BYTES || secret.length() > digestSize) {
      throw new IllegalArgumentException(
          "a secret of %d bytes; %d to %d are allowed"
              .formatted(secret.length(), MIN_SECRET_BYTES, digestSize));
    }
    try {
      SeedExchange exchange = SeedExchange.with(ek, random);
      Bytes idObject = protect(ek, ak.name().value(), secret, exchange.seed());
      return new CredentialChallenge(
          ByteWriter.bigEndian().sized(idObject).toBytes(),
          ByteWriter.bigEndian().sized(exchange.encryptedSeed()).toBytes());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime can't make a credential", e);
    }
  }

  // TPM 2.0 Part 1, "Symmetric Encryption of the Credential" and "HMAC": the keys follow from the
  // seed by the EK's name algorithm, whatever the AK's is.
  private static Bytes protect(TpmPublic ek, Bytes akName, Bytes secret, Bytes seed)
      throws GeneralSecurityException {
    HashAlgorithm hash = ek.nameAlgorithm();
    Bytes storageKey =
        KeyDerivation.kdfa(hash, seed, "STORAGE", akName, Bytes.EMPTY, symmetricBits(ek));
    Bytes identity = encrypt(storageKey, ByteWriter.bigEndian().sized(secret).toBytes());
    Bytes hmacKey =
        KeyDerivation.kdfa(hash, seed, "INTEGRITY", Bytes.EMPTY, Bytes.EMPTY, 8 * hash.size());
    Bytes integrity = KeyDerivation.hmac(hash, hmacKey, identity, akName);
    return ByteWriter.bigEndian().sized(integrity).bytes(identity).toBytes();
  }

  private static int symmetricBits(TpmPublic ek) {
    return switch (ek.parameters().symmetric()) {
      case SymmetricDefinition.AesCfb aes -> aes.keyBits();
      case SymmetricDefinition.None _ ->
          throw new IllegalArgumentException("the EK protects nothing");
    };
  }

  private static Bytes encrypt(Bytes key, Bytes plain) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/CFB/NoPadding");
    // An IV of zero is right: the key is used for this one message.
    cipher.init(
        Cipher.ENCRYPT_MODE,
        new SecretKeySpec(key.toArray(), "AES"),
        new IvParameterSpec(new byte[16]));
    return Bytes.wrap(cipher.doFinal(plain.toArray()));
  }

  /// What to keep of a secret until it is answered: its SHA-256.
  public static Digest answerDigest(Bytes secret) {
    return HashAlgorithm.SHA256.hash(secret);
  }

  /// The TPM2B_ID_OBJECT, with its two-byte size.
  public Bytes credentialBlob() {
    return credentialBlob;
  }

  /// The TPM2B_ENCRYPTED_SECRET, with its two-byte size.
  public Bytes encryptedSecret() {
    return encryptedSecret;
  }
}
