package dev.assay.agent.tpm;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tss.tpm.TPMS_PCR_SELECTION;
import tss.tpm.TPM_ALG_ID;

/// Some PCRs of one bank.
///
/// @param algorithm TPM_ALG_ID of the bank's hash
/// @param mask bit i stands for PCR i; bits 0 to 23
public record PcrBank(int algorithm, int mask) {

  public PcrBank {
    if (algorithm < 0 || algorithm > 0xFFFF) {
      throw new IllegalArgumentException("no algorithm: " + algorithm);
    }
    if (mask >>> 24 != 0) {
      throw new IllegalArgumentException("no PCR mask: %08X".formatted(mask));
    }
  }

  /// TPML_PCR_SELECTION (TPM 2.0 Part 2, section 10.9.7). PCRs above 23 are left out.
  static List<PcrBank> readAll(WireReader in) throws TpmException {
    List<PcrBank> banks = new ArrayList<>();
    for (int left = in.count(3); left > 0; left--) {
      int algorithm = in.u16();
      int mask = 0;
      int bytes = in.u8();
      for (int i = 0; i < bytes; i++) {
        int bits = in.u8();
        mask |= i < 3 ? bits << (8 * i) : 0;
      }
      banks.add(new PcrBank(algorithm, mask));
    }
    return banks;
  }

  static TPMS_PCR_SELECTION[] tss(List<PcrBank> banks) {
    return banks.stream().map(PcrBank::tss).toArray(TPMS_PCR_SELECTION[]::new);
  }

  private TPMS_PCR_SELECTION tss() {
    return new TPMS_PCR_SELECTION(
        TPM_ALG_ID.fromInt(algorithm),
        new byte[] {(byte) mask, (byte) (mask >>> 8), (byte) (mask >>> 16)});
  }

  // By hand: those of a record are made when first called, at a cost that is felt where a process
  // lives for one attestation.

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PcrBank bank && bank.algorithm == algorithm && bank.mask == mask;
  }

  @Override
  public int hashCode() {
    return algorithm << 24 ^ mask;
  }

  /// A number for PCR `index` of a bank, another for each PCR of each bank. Cheaper than a record
  /// of both, for the same reason.
  public static int register(int algorithm, int index) {
    return algorithm << 8 | index;
  }

  int count() {
    return Integer.bitCount(mask);
  }
}
