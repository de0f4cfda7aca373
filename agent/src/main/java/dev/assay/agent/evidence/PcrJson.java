package dev.assay.agent.evidence;

import dev.assay.agent.tpm.PcrBankDigests;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// PCR values as JSON: `{"sha256": {"0": "hex…", …}, …}`.
public final class PcrJson {
  /// TPM_ALG_ID of the TCG Algorithm Registry.
  private static final Map<Integer, String> BANKS =
      Map.of(
          0x0004, "sha1",
          0x000B, "sha256",
          0x000C, "sha384",
          0x000D, "sha512",
          0x0012, "sm3_256",
          0x0027, "sha3_256",
          0x0028, "sha3_384",
          0x0029, "sha3_512");

  private PcrJson() {}

  /// How people call a bank; an unknown one by its number.
  public static String bankName(int algorithm) {
    return BANKS.getOrDefault(algorithm, "0x%04x".formatted(algorithm));
  }

  /// The values of a quote.
  public static String of(List<PcrBankDigests> banks) {
    var values = new LinkedHashMap<String, Map<String, String>>();
    for (var bank : banks) {
      values.put(bankName(bank.algorithm()), values(bank));
    }
    return JsonText.ofMaps(values) + "\n";
  }

  private static Map<String, String> values(PcrBankDigests bank) {
    var hex = new LinkedHashMap<String, String>();
    var size = bank.values().size() / Math.max(1, Integer.bitCount(bank.mask()));
    var offset = 0;
    for (var index = 0; index < Integer.SIZE; index++) {
      if ((bank.mask() & (1 << index)) != 0) {
        var value = bank.values().substring(offset, offset + size).toByteArray();
        hex.put(Integer.toString(index), HexFormat.of().formatHex(value));
        offset += size;
      }
    }
    return hex;
  }
}
