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

  private static final Pattern REGISTERS = Pattern.compile("\"rtmr_sha384\"\\s*:\\s*\\{([^}]*)}");

  private PcrJson() {}

  /// Each object named "pcrs" for itself.
  static List<PcrValues> parseEach(Bytes json) {
    String[] parts = text(json).split("\"pcrs\"");
    return Stream.of(parts).skip(1).map(PcrJson::parse).toList();
  }

  static PcrValues parse(Bytes json) {
    return parse(text(json));
  }

  /// What a confidential computing guest reports as `{"rtmr_sha384": {"0": "hex", …}}`: its log
  /// counts the registers from 1.
  static SortedMap<Integer, Digest> parseRegisters(Bytes json) {
    SortedMap<Integer, Digest> registers = new TreeMap<>();
    Matcher object = REGISTERS.matcher(text(json));
    if (object.find()) {
      Matcher value = BANK_OR_VALUE.matcher(object.group(1));
      while (value.find()) {
        registers.put(
            Integer.parseInt(value.group(1)) + 1, Digest.of(HashAlgorithm.SHA384, value.group(2)));
      }
    }
    return registers;
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
