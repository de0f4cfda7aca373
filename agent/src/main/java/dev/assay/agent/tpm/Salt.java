package dev.assay.agent.tpm;

import com.google.protobuf.ByteString;
import dev.assay.agent.tpm.TpmException.Code;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.MGF1ParameterSpec;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/// A secret that only the TPM holding a certain key can learn (TPM 2.0 Part 1, section 19.6.13, and
/// annexes B.10.3 and C.6.3).
///
/// @param secret as many bytes as the key's name algorithm has
/// @param encrypted what the TPM gets: the contents of TPM2B_ENCRYPTED_SECRET
record Salt(ByteString secret, ByteString encrypted) {

  private static final String LABEL = "SECRET";

  static Salt to(PublicArea key, SecureRandom random) throws TpmException {
    try {
      return switch (key.key()) {
        case PublicArea.Rsa _ -> toRsa(key.publicKey(), key.nameAlgorithm(), random);
        case PublicArea.Ecc ecc -> toEcc(key.publicKey(), ecc, key.nameAlgorithm(), random);
      };
    } catch (GeneralSecurityException e) {
      throw new TpmException(
          Code.MALFORMED, "the endorsement key is no valid public key: " + e.getMessage(), e);
    }
  }

  private static Salt toRsa(PublicKey key, HashAlgorithm hash, SecureRandom random)
      throws GeneralSecurityException {
    byte[] secret = new byte[hash.size()];
    random.nextBytes(secret);
    Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
    cipher.init(
        Cipher.ENCRYPT_MODE,
        key,
        new OAEPParameterSpec(
            hash.digestName(),
            "MGF1",
            new MGF1ParameterSpec(hash.digestName()),
            new PSource.PSpecified(KeyDerivation.text(LABEL).toByteArray())),
        random);
    return new Salt(ByteString.copyFrom(secret), ByteString.copyFrom(cipher.doFinal(secret)));
  }

  private static Salt toEcc(
      PublicKey key, PublicArea.Ecc ecc, HashAlgorithm hash, SecureRandom random)
      throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(ecc.curve().standardName()), random);
    KeyPair ephemeral = generator.generateKeyPair();
    KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
    agreement.init(ephemeral.getPrivate());
    agreement.doPhase(key, true); // refuses points that are not on the curve
    ByteString z = ByteString.copyFrom(agreement.generateSecret());

    int size = ecc.curve().size();
    ECPoint point = ((ECPublicKey) ephemeral.getPublic()).getW();
    ByteString x = coordinate(point.getAffineX(), size);
    ByteString y = coordinate(point.getAffineY(), size);
    ByteString ekX = coordinate(new BigInteger(1, ecc.x().toByteArray()), size);
    ByteString secret = KeyDerivation.kdfe(hash, z, LABEL, x, ekX, hash.size() * 8);
    return new Salt(secret, new WireWriter().sized(x).sized(y).toBytes());
  }

  /// A number as exactly `size` bytes, big endian.
  private static ByteString coordinate(BigInteger value, int size) {
    byte[] minimal = value.toByteArray();
    byte[] padded = new byte[size];
    int length = Math.min(minimal.length, size);
    System.arraycopy(minimal, minimal.length - length, padded, size - length, length);
    return ByteString.copyFrom(padded);
  }
}
