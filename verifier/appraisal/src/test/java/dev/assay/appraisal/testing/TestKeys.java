package dev.assay.appraisal.testing;

import dev.assay.appraisal.codec.ByteReader;
import dev.assay.appraisal.codec.ByteWriter;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.enroll.BoundKey;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Keys made by the JDK that sign as TPMs do, for what no real TPM would say. Each kind is made
/// once.
public final class TestKeys {
  private static final Map<String, KeyPair> MADE = new ConcurrentHashMap<>();

  private TestKeys() {}

  public static KeyPair ec(String curve) {
    return MADE.computeIfAbsent(curve, TestKeys::makeEc);
  }

  public static KeyPair rsa(int bits) {
    return MADE.computeIfAbsent("RSA " + bits, _ -> makeRsa(bits));
  }

  /// A P-256 key enrolled as the AK of some machine.
  public static BoundKey boundEc() {
    return bound(PublicAreas.ak(PublicAreas.ECDSA).of((ECPublicKey) ec("secp256r1").getPublic()));
  }

  /// An RSA-2048 key enrolled as the AK of some machine.
  public static BoundKey boundRsa(int scheme, int schemeHash) {
    return bound(
        PublicAreas.ak(scheme).schemeHash(schemeHash).of((RSAPublicKey) rsa(2048).getPublic()));
  }

  public static BoundKey bound(Bytes ak) {
    return BoundKey.recall(HashAlgorithm.SHA256.zero(), PublicAreas.parse(ak));
  }

  /// TPMT_SIGNATURE by ECDSA with SHA-256.
  public static Bytes signEc(KeyPair key, Bytes message) {
    byte[] der = sign("SHA256withECDSA", null, key, message);
    try {
      ByteReader reader = ByteReader.bigEndian(Bytes.wrap(der));
      reader.take(2, "sequence");
      return ByteWriter.bigEndian()
          .u16(PublicAreas.ECDSA)
          .u16(PublicAreas.SHA256)
          .sized(integer(reader))
          .sized(integer(reader))
          .toBytes();
    } catch (MalformedInput e) {
      throw new AssertionError(e);
    }
  }

  /// TPMT_SIGNATURE by RSASSA.
  public static Bytes signRsaSsa(KeyPair key, Bytes message, HashAlgorithm hash) {
    String name = hash.jcaName().replace("-", "") + "withRSA";
    return ByteWriter.bigEndian()
        .u16(PublicAreas.RSASSA)
        .u16(hash.id())
        .sized(Bytes.wrap(sign(name, null, key, message)))
        .toBytes();
  }

  /// TPMT_SIGNATURE by RSAPSS.
  public static Bytes signRsaPss(KeyPair key, Bytes message, HashAlgorithm hash, int salt) {
    String name = hash.jcaName();
    var parameters = new PSSParameterSpec(name, "MGF1", new MGF1ParameterSpec(name), salt, 1);
    return ByteWriter.bigEndian()
        .u16(PublicAreas.RSAPSS)
        .u16(hash.id())
        .sized(Bytes.wrap(sign("RSASSA-PSS", parameters, key, message)))
        .toBytes();
  }

  private static byte[] sign(
      String algorithm, @Nullable PSSParameterSpec parameters, KeyPair key, Bytes message) {
    try {
      Signature signer = Signature.getInstance(algorithm);
      if (parameters != null) {
        signer.setParameter(parameters);
      }
      signer.initSign(key.getPrivate());
      signer.update(message.toArray());
      return signer.sign();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static Bytes integer(ByteReader der) throws MalformedInput {
    der.u8();
    Bytes value = der.take(der.u8(), "integer");
    return value.get(0) == 0 ? value.slice(1, value.length()) : value;
  }

  private static KeyPair makeEc(String curve) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(curve));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static KeyPair makeRsa(int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
