package dev.assay.appraisal.testing;

import dev.assay.appraisal.codec.ByteWriter;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.tpm.TpmPublic;
import java.math.BigInteger;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;

/// Writes public areas of keys that were made outside a TPM. One field can be set to anything; what
/// is not set is as a good AK has it.
public final class PublicAreas {
  /// fixedTPM, fixedParent, sensitiveDataOrigin, userWithAuth, restricted, sign.
  public static final int AK_ATTRIBUTES = 0x00050072;

  /// As the EK templates of the low range have it.
  public static final int EK_ATTRIBUTES = 0x000300B2;

  public static final int NONE = 0x0010;
  public static final int RSASSA = 0x0014;
  public static final int RSAPSS = 0x0016;
  public static final int ECDSA = 0x0018;
  public static final int SHA1 = 0x0004;
  public static final int SHA256 = 0x000B;
  public static final int SHA384 = 0x000C;

  private int nameAlgorithm = SHA256;
  private int attributes = AK_ATTRIBUTES;
  private int scheme;
  private int schemeHash = SHA256;
  private int aesBits;
  private long exponent;
  private int curve = 3;

  private PublicAreas(int scheme) {
    this.scheme = scheme;
  }

  public static PublicAreas ak(int scheme) {
    return new PublicAreas(scheme);
  }

  public static PublicAreas ek() {
    return new PublicAreas(NONE).attributes(EK_ATTRIBUTES).aes(128);
  }

  public PublicAreas attributes(int value) {
    attributes = value;
    return this;
  }

  public PublicAreas nameAlgorithm(int value) {
    nameAlgorithm = value;
    return this;
  }

  public PublicAreas scheme(int value) {
    scheme = value;
    return this;
  }

  public PublicAreas schemeHash(int value) {
    schemeHash = value;
    return this;
  }

  public PublicAreas aes(int bits) {
    aesBits = bits;
    return this;
  }

  public PublicAreas exponent(long value) {
    exponent = value;
    return this;
  }

  public PublicAreas curve(int id) {
    curve = id;
    return this;
  }

  public Bytes of(RSAPublicKey key) {
    return head(0x0001)
        .u16((key.getModulus().bitLength() + 7) / 8 * 8)
        .u32(exponent)
        .sized(unsigned(key.getModulus(), (key.getModulus().bitLength() + 7) / 8))
        .toBytes();
  }

  public Bytes of(ECPublicKey key) {
    int size = (key.getParams().getCurve().getField().getFieldSize() + 7) / 8;
    return point(unsigned(key.getW().getAffineX(), size), unsigned(key.getW().getAffineY(), size));
  }

  /// An ECC key of any coordinates, right or wrong.
  public Bytes point(Bytes x, Bytes y) {
    return head(0x0023).u16(curve).u16(NONE).sized(x).sized(y).toBytes();
  }

  private ByteWriter head(int type) {
    ByteWriter writer = ByteWriter.bigEndian();
    writer.u16(type).u16(nameAlgorithm).u32(attributes & 0xFFFFFFFFL).sized(Bytes.EMPTY);
    if (aesBits == 0) {
      writer.u16(NONE);
    } else {
      writer.u16(0x0006).u16(aesBits).u16(0x0043);
    }
    return scheme == NONE ? writer.u16(NONE) : writer.u16(scheme).u16(schemeHash);
  }

  /// The public area, which must be well formed.
  public static TpmPublic parse(Bytes area) {
    try {
      return TpmPublic.parse(area);
    } catch (MalformedInput e) {
      throw new AssertionError("the test's public area is malformed", e);
    }
  }

  public static Bytes unsigned(BigInteger value, int size) {
    byte[] written = value.toByteArray();
    byte[] fixed = new byte[size];
    int length = Math.min(size, written.length);
    System.arraycopy(written, written.length - length, fixed, size - length, length);
    return Bytes.wrap(fixed);
  }
}
