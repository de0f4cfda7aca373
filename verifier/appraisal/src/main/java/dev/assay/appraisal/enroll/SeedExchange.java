package dev.assay.appraisal.enroll;

import dev.assay.appraisal.codec.ByteWriter;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.KeyParameters;
import dev.assay.appraisal.tpm.TpmPublic;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/// A seed shared with the TPM that holds an EK (TPM 2.0 Part 1, annexes B.10.4 and C.6.4, "Secret
/// Sharing").
///
/// @param seed as many bytes as a digest of the EK's name algorithm
/// @param encryptedSeed what lets the TPM find the seed: the content of a TPM2B_ENCRYPTED_SECRET
record SeedExchange(Bytes seed, Bytes encryptedSeed) {
  private static final String LABEL = "IDENTITY";

  static SeedExchange with(TpmPublic ek, SecureRandom random) throws GeneralSecurityException {
    return switch (ek.parameters()) {
      case KeyParameters.Rsa _ -> encrypted(ek.publicKey(), ek.nameAlgorithm(), random);
      case KeyParameters.Ecc ecc -> agreed(ek.publicKey(), ecc, ek.nameAlgorithm(), random);
    };
  }

  // RSA: the seed is random and travels under OAEP, whose hash and mask are the name algorithm's.
  private static SeedExchange encrypted(PublicKey ek, HashAlgorithm hash, SecureRandom random)
      throws GeneralSecurityException {
    byte[] seed = new byte[hash.size()];
    random.nextBytes(seed);
    var label = new PSource.PSpecified(KeyDerivation.terminated(LABEL).toArray());
    var mask = new MGF1ParameterSpec(hash.jcaName());
    Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
    cipher.init(
        Cipher.ENCRYPT_MODE,
        ek,
        new OAEPParameterSpec(hash.jcaName(), "MGF1", mask, label),
        random);
    return new SeedExchange(Bytes.wrap(seed), Bytes.wrap(cipher.doFinal(seed)));
  }

  // ECC: one pass Diffie-Hellman; the seed follows from the shared point, the ephemeral one
  // travels.
  private static SeedExchange agreed(
      PublicKey ek, KeyParameters.Ecc point, HashAlgorithm hash, SecureRandom random)
      throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(point.curve().jcaName()), random);
    KeyPair ephemeral = generator.generateKeyPair();
    KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
    agreement.init(ephemeral.getPrivate());
    agreement.doPhase(ek, true);
    Bytes sharedX = Bytes.wrap(agreement.generateSecret());

    var sent = ((ECPublicKey) ephemeral.getPublic()).getW();
    Bytes x = coordinate(sent.getAffineX(), point.curve().bytes());
    Bytes y = coordinate(sent.getAffineY(), point.curve().bytes());
    Bytes seed = KeyDerivation.kdfe(hash, sharedX, LABEL, x, point.x(), 8 * hash.size());
    return new SeedExchange(seed, ByteWriter.bigEndian().sized(x).sized(y).toBytes());
  }

  private static Bytes coordinate(BigInteger value, int size) {
    Bytes written = Bytes.wrap(value.toByteArray());
    return written.length() > size
        ? written.slice(written.length() - size, written.length())
        : Bytes.concat(Bytes.wrap(new byte[size - written.length()]), written);
  }
}
