package dev.assay.appraisal.tpm;

/// What a TPM lets be done with an object: TPMA_OBJECT (TPM 2.0 Part 2, section 8.3).
///
/// @param bits as the TPM writes them
public record ObjectAttributes(int bits) {
  private static final int FIXED_TPM = 1 << 1;
  private static final int FIXED_PARENT = 1 << 4;
  private static final int SENSITIVE_DATA_ORIGIN = 1 << 5;
  private static final int RESTRICTED = 1 << 16;
  private static final int DECRYPT = 1 << 17;
  private static final int SIGN = 1 << 18;
  // Bits 8 and 9 are firmwareLimited and svnLimited since revision 1.83, bit 19 is x509sign.
  private static final int RESERVED = 0xFFF0F009;

  /// Whether a bit is set that the specification reserves.
  boolean usesReserved() {
    return (bits & RESERVED) != 0;
  }

  /// The object can't leave the TPM that made it.
  public boolean fixedTpm() {
    return (bits & FIXED_TPM) != 0;
  }

  /// The object can't be moved under another parent.
  public boolean fixedParent() {
    return (bits & FIXED_PARENT) != 0;
  }

  /// The TPM made the secret part itself.
  public boolean sensitiveDataOrigin() {
    return (bits & SENSITIVE_DATA_ORIGIN) != 0;
  }

  /// The key signs only what the TPM itself stated, or decrypts only what the TPM understands.
  public boolean restricted() {
    return (bits & RESTRICTED) != 0;
  }

  /// The key decrypts.
  public boolean decrypt() {
    return (bits & DECRYPT) != 0;
  }

  /// The key signs.
  public boolean sign() {
    return (bits & SIGN) != 0;
  }

  @Override
  public String toString() {
    return "%#010x".formatted(bits);
  }
}
