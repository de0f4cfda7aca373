package dev.assay.appraisal.testing;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import dev.assay.appraisal.tpm.PcrValues;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What an independent program replayed an IMA list to: `{"sha256": {"10": {"per-bank": hex,
/// "padded": hex, "initial": hex or "zero"}}}`.
///
/// @param initial what it started from
public record ImaReplayJson(PcrValues initial, PcrValues perBank, PcrValues padded) {
  private static final Pattern BANK = Pattern.compile("\"(s[a-z0-9_]+)\"\\s*:\\s*\\{");
  private static final Pattern PCR =
      Pattern.compile(
          "\"(\\d+)\"\\s*:\\s*\\{\\s*\"per-bank\"\\s*:\\s*\"(\\p{XDigit}+)\",\\s*"
              + "\"padded\"\\s*:\\s*\"(\\p{XDigit}+)\",\\s*\"initial\"\\s*:\\s*\"(\\w+)\"");

  public static ImaReplayJson parse(Bytes json) {
    var initial = new TreeMap<HashAlgorithm, SortedMap<PcrIndex, Digest>>();
    var perBank = new TreeMap<HashAlgorithm, SortedMap<PcrIndex, Digest>>();
    var padded = new TreeMap<HashAlgorithm, SortedMap<PcrIndex, Digest>>();
    String text = new String(json.toArray(), StandardCharsets.UTF_8);
    String[] parts = BANK.split(text, -1);
    Matcher banks = BANK.matcher(text);
    for (int part = 1; banks.find(); part++) {
      HashAlgorithm bank = HashAlgorithm.ofLabel(banks.group(1)).orElseThrow();
      Matcher pcrs = PCR.matcher(parts[part]);
      while (pcrs.find()) {
        PcrIndex pcr = PcrIndex.of(Integer.parseInt(pcrs.group(1)));
        put(perBank, bank, pcr, Digest.of(bank, pcrs.group(2)));
        put(padded, bank, pcr, Digest.of(bank, pcrs.group(3)));
        String start = pcrs.group(4);
        put(initial, bank, pcr, start.equals("zero") ? bank.zero() : Digest.of(bank, start));
      }
    }
    return new ImaReplayJson(new PcrValues(initial), new PcrValues(perBank), new PcrValues(padded));
  }

  private static void put(
      SortedMap<HashAlgorithm, SortedMap<PcrIndex, Digest>> banks,
      HashAlgorithm bank,
      PcrIndex pcr,
      Digest value) {
    banks.computeIfAbsent(bank, _ -> new TreeMap<>()).put(pcr, value);
  }
}
