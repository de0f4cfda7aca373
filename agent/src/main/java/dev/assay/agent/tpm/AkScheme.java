package dev.assay.agent.tpm;

import com.google.protobuf.ByteString;
import tss.tpm.TPM2B_PUBLIC_KEY_RSA;
import tss.tpm.TPMA_OBJECT;
import tss.tpm.TPMS_ECC_PARMS;
import tss.tpm.TPMS_ECC_POINT;
import tss.tpm.TPMS_NULL_KDF_SCHEME;
import tss.tpm.TPMS_RSA_PARMS;
import tss.tpm.TPMS_SCHEME_ECDSA;
import tss.tpm.TPMS_SCHEME_RSASSA;
import tss.tpm.TPMT_PUBLIC;
import tss.tpm.TPMT_SYM_DEF_OBJECT;
import tss.tpm.TPMU_PUBLIC_ID;
import tss.tpm.TPMU_PUBLIC_PARMS;
import tss.tpm.TPM_ALG_ID;
import tss.tpm.TPM_ECC_CURVE;

/// How an attestation key signs: always with SHA-256.
public enum AkScheme {
  /// ECDSA on P-256.
  ECDSA_P256,
  /// RSASSA-PKCS1-v1_5 with 2048 bits.
  RSASSA_2048;

  /// fixedTPM, fixedParent, sensitiveDataOrigin, userWithAuth, noDA, restricted, sign. Without noDA
  /// three power cuts after a quote lock the TPM.
  private static final int ATTRIBUTES = 0x0005_0472;

  /// The template, as TPMT_PUBLIC.
  ByteString template() {
    return switch (this) {
      case ECDSA_P256 ->
          template(
              new TPMS_ECC_PARMS(
                  new TPMT_SYM_DEF_OBJECT(),
                  new TPMS_SCHEME_ECDSA(TPM_ALG_ID.SHA256),
                  TPM_ECC_CURVE.NIST_P256,
                  new TPMS_NULL_KDF_SCHEME()),
              new TPMS_ECC_POINT());
      case RSASSA_2048 ->
          template(
              new TPMS_RSA_PARMS(
                  new TPMT_SYM_DEF_OBJECT(), new TPMS_SCHEME_RSASSA(TPM_ALG_ID.SHA256), 2048, 0),
              new TPM2B_PUBLIC_KEY_RSA());
    };
  }

  private static ByteString template(TPMU_PUBLIC_PARMS parameters, TPMU_PUBLIC_ID unique) {
    return ByteString.copyFrom(
        new TPMT_PUBLIC(
                TPM_ALG_ID.SHA256, new TPMA_OBJECT(ATTRIBUTES), new byte[0], parameters, unique)
            .toBytes());
  }
}
