package dev.assay.agent.tpm;

import com.google.protobuf.ByteString;
import java.util.Optional;
import tss.tpm.TPM2B_PUBLIC_KEY_RSA;
import tss.tpm.TPMA_OBJECT;
import tss.tpm.TPMS_ECC_PARMS;
import tss.tpm.TPMS_ECC_POINT;
import tss.tpm.TPMS_NULL_ASYM_SCHEME;
import tss.tpm.TPMS_NULL_KDF_SCHEME;
import tss.tpm.TPMS_RSA_PARMS;
import tss.tpm.TPMT_PUBLIC;
import tss.tpm.TPMT_SYM_DEF_OBJECT;
import tss.tpm.TPM_ALG_ID;
import tss.tpm.TPM_ECC_CURVE;

/// The standard endorsement keys (TCG EK Credential Profile, sections 2.2.1.4 and B.3 to B.4). A
/// TPM makes the same key from the same template as long as its endorsement seed lives.
enum EkTemplate {
  /// L-1.
  RSA_2048(1, 0x01C0_0002),
  /// L-2.
  ECC_P256(2, 0x01C0_000A),
  /// H-3.
  ECC_P384(3, 0x01C0_0016);

  /// fixedTPM, fixedParent, sensitiveDataOrigin, adminWithPolicy, restricted, decrypt.
  private static final TPMA_OBJECT LOW_RANGE = new TPMA_OBJECT(0x0003_00B2);

  /// The same with userWithAuth.
  private static final TPMA_OBJECT HIGH_RANGE = new TPMA_OBJECT(0x0003_00F2);

  private static final ByteString POLICY_A_SHA256 =
      ByteString.fromHex("837197674484b3f81a90cc8d46a5d724fd52d76e06520b64f2a1da1b331469aa");
  private static final ByteString POLICY_B_SHA384 =
      ByteString.fromHex(
          "b26e7d28d11a50bc53d882bcf5fd3a1a074148bb35d3b4e4"
              + "cb1c0ad9bde419cacb47ba09699646150f9fc000f3f80e12");

  private final int id;
  private final int certificateIndex;

  EkTemplate(int id, int certificateIndex) {
    this.id = id;
    this.certificateIndex = certificateIndex;
  }

  static Optional<EkTemplate> ofId(int id) {
    for (EkTemplate template : values()) {
      if (template.id == id) {
        return Optional.of(template);
      }
    }
    return Optional.empty();
  }

  /// How files name it, for ever.
  int id() {
    return id;
  }

  /// The NV index of this key's certificate.
  int certificateIndex() {
    return certificateIndex;
  }

  /// The NV index of a template that replaces the standard one, and right before it that of the
  /// nonce which goes with it. The low range alone has these.
  Optional<Integer> templateIndex() {
    return switch (this) {
      case RSA_2048, ECC_P256 -> Optional.of(certificateIndex + 2);
      case ECC_P384 -> Optional.empty();
    };
  }

  /// The template as TPMT_PUBLIC.
  ByteString publicArea() {
    return ByteString.copyFrom(
        switch (this) {
          case RSA_2048 ->
              new TPMT_PUBLIC(
                      TPM_ALG_ID.SHA256,
                      LOW_RANGE,
                      POLICY_A_SHA256.toByteArray(),
                      new TPMS_RSA_PARMS(aes(128), new TPMS_NULL_ASYM_SCHEME(), 2048, 0),
                      new TPM2B_PUBLIC_KEY_RSA(new byte[256]))
                  .toBytes();
          case ECC_P256 ->
              new TPMT_PUBLIC(
                      TPM_ALG_ID.SHA256,
                      LOW_RANGE,
                      POLICY_A_SHA256.toByteArray(),
                      ecc(128, TPM_ECC_CURVE.NIST_P256),
                      new TPMS_ECC_POINT(new byte[32], new byte[32]))
                  .toBytes();
          case ECC_P384 ->
              new TPMT_PUBLIC(
                      TPM_ALG_ID.SHA384,
                      HIGH_RANGE,
                      POLICY_B_SHA384.toByteArray(),
                      ecc(256, TPM_ECC_CURVE.NIST_P384),
                      new TPMS_ECC_POINT(new byte[0], new byte[0]))
                  .toBytes();
        });
  }

  /// The `unique` field that a provisioned nonce goes into, filled up with zeros.
  ///
  /// @param nonce at most as long as the field; the low range's alone is ever asked for
  ByteString uniqueOf(ByteString nonce) {
    return switch (this) {
      case RSA_2048 -> new WireWriter().sized(padded(nonce, 256)).toBytes();
      case ECC_P256 -> eccUnique(padded(nonce, 32), 32);
      case ECC_P384 -> eccUnique(padded(nonce, 48), 48);
    };
  }

  private static ByteString eccUnique(ByteString x, int size) {
    return new WireWriter().sized(x).sized(ByteString.copyFrom(new byte[size])).toBytes();
  }

  private static ByteString padded(ByteString nonce, int size) {
    int length = Math.min(size, nonce.size());
    return nonce.substring(0, length).concat(ByteString.copyFrom(new byte[size - length]));
  }

  private static TPMS_ECC_PARMS ecc(int keyBits, TPM_ECC_CURVE curve) {
    return new TPMS_ECC_PARMS(
        aes(keyBits), new TPMS_NULL_ASYM_SCHEME(), curve, new TPMS_NULL_KDF_SCHEME());
  }

  private static TPMT_SYM_DEF_OBJECT aes(int keyBits) {
    return new TPMT_SYM_DEF_OBJECT(TPM_ALG_ID.AES, keyBits, TPM_ALG_ID.CFB);
  }
}
