package dev.assay.verifier.testing;

import dev.assay.appraisal.codec.ByteReader;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.testing.PublicAreas;
import dev.assay.appraisal.tpm.TpmName;
import dev.assay.appraisal.tpm.TpmPublic;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;

/// An RSA-2048 endorsement key in memory that opens credentials as TPM2_ActivateCredential does
/// (TPM 2.0 Part 1, "Credential Protection"), written apart from the code that makes them.
public final class SoftwareEk {
  private static final Map<String, SoftwareEk> MADE = new ConcurrentHashMap<>();
  private static final SharedPrimes PRIMES = new SharedPrimes();

  private final KeyPair pair;

  private SoftwareEk(KeyPair pair) {
    this.pair = pair;
  }

  /// The EK of this machine; the same one for all tests of a JVM, since RSA keys are slow to make.
  public static SoftwareEk of(String machine) {
    return MADE.computeIfAbsent(machine, _ -> make());
  }

  private static SoftwareEk make() {
    return new SoftwareEk(PRIMES.nextPair());
  }

  /// An EK that can't open a credential: a number that nobody has the private half of. For machines
  /// that were enrolled before a test begins; real keys are slow to make.
  public static SoftwareEk closed(String machine) {
    try {
      var seed =
          MessageDigest.getInstance("SHA-256").digest(machine.getBytes(StandardCharsets.UTF_8));
      var modulus = new BigInteger(2048, new Random(new BigInteger(seed).longValue()));
      var area =
          KeyFactory.getInstance("RSA")
              .generatePublic(
                  new RSAPublicKeySpec(modulus.setBit(2047).setBit(0), RSAKeyGenParameterSpec.F4));
      return new SoftwareEk(new KeyPair(area, of("of all closed ones").pair.getPrivate()));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  public Bytes publicArea() {
    return PublicAreas.ek().of((RSAPublicKey) pair.getPublic());
  }

  /// The same key, described by a public area with another attribute (userWithAuth).
  public Bytes disguisedArea() {
    return PublicAreas.ek()
        .attributes(PublicAreas.EK_ATTRIBUTES | 1 << 6)
        .of((RSAPublicKey) pair.getPublic());
  }

  public TpmPublic parsed() {
    return PublicAreas.parse(publicArea());
  }

  /// The secret of a credential for the key of this name.
  public Bytes open(Bytes credentialBlob, Bytes encryptedSecret, TpmName name) {
    try {
      var seed = seed(sized(encryptedSecret));
      var blob = ByteReader.bigEndian(sized(credentialBlob));
      var integrity = blob.take(blob.u16(), "integrity");
      var encrypted = blob.take(blob.remaining(), "identity");
      var hmac = hmac(kdfa(seed, "INTEGRITY", new byte[0], 256));
      hmac.update(encrypted.toArray());
      if (!integrity.equals(Bytes.wrap(hmac.doFinal(name.value().toArray())))) {
        throw new AssertionError("the credential's integrity does not hold");
      }
      var cipher = Cipher.getInstance("AES/CFB/NoPadding");
      cipher.init(
          Cipher.DECRYPT_MODE,
          new SecretKeySpec(kdfa(seed, "STORAGE", name.value().toArray(), 128), "AES"),
          new IvParameterSpec(new byte[16]));
      return sized(Bytes.wrap(cipher.doFinal(encrypted.toArray())));
    } catch (GeneralSecurityException | MalformedInput e) {
      throw new AssertionError(e);
    }
  }

  private byte[] seed(Bytes encrypted) throws GeneralSecurityException {
    var cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
    var label = new PSource.PSpecified("IDENTITY\0".getBytes(StandardCharsets.US_ASCII));
    cipher.init(
        Cipher.DECRYPT_MODE,
        pair.getPrivate(),
        new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, label));
    return cipher.doFinal(encrypted.toArray());
  }

  // KDFa with SHA-256, one round: TPM 2.0 Part 1, section 11.4.10.2.
  private static byte[] kdfa(byte[] seed, String label, byte[] context, int bits)
      throws GeneralSecurityException {
    var mac = hmac(seed);
    mac.update(ByteBuffer.allocate(4).putInt(1).flip());
    mac.update((label + "\0").getBytes(StandardCharsets.US_ASCII));
    mac.update(context);
    mac.update(ByteBuffer.allocate(4).putInt(bits).flip());
    return Arrays.copyOf(mac.doFinal(), bits / 8);
  }

  private static Mac hmac(byte[] key) throws GeneralSecurityException {
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac;
  }

  private static Bytes sized(Bytes tpm2b) throws MalformedInput {
    var reader = ByteReader.bigEndian(tpm2b);
    return reader.take(reader.u16(), "sized bytes");
  }
}
