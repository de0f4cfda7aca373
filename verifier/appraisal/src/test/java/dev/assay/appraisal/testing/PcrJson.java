package dev.assay.appraisal.testing;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import dev.assay.appraisal.tpm.PcrValues;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Reads the PCR values out of JSON that holds `{"sha256": {"0": "hex", …}, …}` somewhere. Later
/// values of the same PCR replace earlier ones; everything else is skipped.
final class PcrJson {
  private static final Pattern BANK_OR_VALUE =
      Pattern.compile("\"([a-z0-9_]+)\"\\s*:\\s*(?:\\{|\"([0-9a-fA-F]+)\")");

  private PcrJson() {}

  /// Each object named "pcrs" for itself.
  static List<PcrValues> parseEach(Bytes json) {
    String[] parts = text(json).split("\"pcrs\"");
    return Stream.of(parts).skip(1).map(PcrJson::parse).toList();
  }

  static PcrValues parse(Bytes json) {
    return parse(text(json));
  }

  private static String text(Bytes json) {
    return new String(json.toArray(), StandardCharsets.UTF_8);
  }

  private static PcrValues parse(String json) {
    SortedMap<HashAlgorithm, SortedMap<PcrIndex, Digest>> banks = new TreeMap<>();
    HashAlgorithm bank = null;
    Matcher matcher = BANK_OR_VALUE.matcher(json);
    while (matcher.find()) {
      String key = matcher.group(1);
      String value = matcher.group(2);
      if (value == null) {
        bank = HashAlgorithm.ofLabel(key).orElse(bank);
      } else if (bank != null && key.matches("\\d{1,2}")) {
        banks
            .computeIfAbsent(bank, _ -> new TreeMap<>())
            .put(PcrIndex.of(Integer.parseInt(key)), Digest.of(bank, value));
      }
    }
    return new PcrValues(banks);
  }
}
