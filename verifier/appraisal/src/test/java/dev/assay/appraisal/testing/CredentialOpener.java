package dev.assay.appraisal.testing;

import dev.assay.appraisal.codec.ByteReader;
import dev.assay.appraisal.codec.ByteWriter;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.enroll.CredentialChallenge;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.TpmName;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.encodings.OAEPEncoding;
import org.bouncycastle.crypto.engines.RSABlindedEngine;
import org.bouncycastle.crypto.params.RSAKeyParameters;

/// Opens credentials as a TPM does (TPM 2.0 Part 3, TPM2_ActivateCredential), for EKs that the
/// software TPM doesn't have. RSA alone, and of one block of KDFa: SHA-256 with AES-128, SHA-384
/// with AES-256.
public final class CredentialOpener {
  private CredentialOpener() {}

  /// The secret inside; empty where the credential is not for this EK and this AK.
  public static Optional<Bytes> open(
      CredentialChallenge challenge, PrivateKey ek, HashAlgorithm hash, int aesBits, TpmName ak) {
    try {
      Bytes seed = seed(sized(challenge.encryptedSecret()), (RSAPrivateKey) ek, hash);
      ByteReader blob = ByteReader.bigEndian(sized(challenge.credentialBlob()));
      Bytes integrity = blob.sized(HashAlgorithm.MAX_SIZE, "integrity");
      Bytes identity = blob.take(blob.remaining(), "identity");
      Bytes hmacKey = kdfa(hash, seed, "INTEGRITY", Bytes.EMPTY, 8 * hash.size());
      if (!hmac(hash, hmacKey, Bytes.concat(identity, ak.value())).equals(integrity)) {
        return Optional.empty();
      }
      Bytes key = kdfa(hash, seed, "STORAGE", ak.value(), aesBits);
      return Optional.of(sized(decrypted(key, identity)));
    } catch (GeneralSecurityException | InvalidCipherTextException | MalformedInput e) {
      return Optional.empty();
    }
  }

  private static Bytes seed(Bytes encrypted, RSAPrivateKey ek, HashAlgorithm hash)
      throws InvalidCipherTextException {
    var digest = hash == HashAlgorithm.SHA384 ? new SHA384Digest() : SHA256Digest.newInstance();
    var oaep = new OAEPEncoding(new RSABlindedEngine(), digest, ascii("IDENTITY\0").toArray());
    oaep.init(false, new RSAKeyParameters(true, ek.getModulus(), ek.getPrivateExponent()));
    return Bytes.wrap(oaep.processBlock(encrypted.toArray(), 0, encrypted.length()));
  }

  private static Bytes kdfa(HashAlgorithm hash, Bytes key, String label, Bytes context, int bits)
      throws GeneralSecurityException {
    Bytes block =
        ByteWriter.bigEndian().u32(1).bytes(ascii(label + "\0")).bytes(context).u32(bits).toBytes();
    return hmac(hash, key, block).slice(0, bits / 8);
  }

  private static Bytes hmac(HashAlgorithm hash, Bytes key, Bytes message)
      throws GeneralSecurityException {
    Mac mac = Mac.getInstance("Hmac" + hash.jcaName().replace("-", ""));
    mac.init(new SecretKeySpec(key.toArray(), "HMAC"));
    return Bytes.wrap(mac.doFinal(message.toArray()));
  }

  private static Bytes decrypted(Bytes key, Bytes identity) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/CFB/NoPadding");
    cipher.init(
        Cipher.DECRYPT_MODE,
        new SecretKeySpec(key.toArray(), "AES"),
        new IvParameterSpec(new byte[16]));
    return Bytes.wrap(cipher.doFinal(identity.toArray()));
  }

  private static Bytes sized(Bytes tpm2b) throws MalformedInput {
    ByteReader reader = ByteReader.bigEndian(tpm2b);
    Bytes content = reader.sized(1024, "content");
    reader.expectEnd("the content");
    return content;
  }

  private static Bytes ascii(String text) {
    return Bytes.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }
}
