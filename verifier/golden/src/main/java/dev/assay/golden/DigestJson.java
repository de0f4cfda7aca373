package dev.assay.golden;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import dev.assay.appraisal.tpm.PcrValues;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Digests by bank, `{"sha256": "<hex>"}`, and PCR values, `{"sha256": {"0": "<hex>"}}`.
public final class DigestJson {
  private static final Pattern LOWER_CASE_HEX = Pattern.compile("[0-9a-f]*");
  private static final Pattern INDEX = Pattern.compile("[0-9]|1[0-9]|2[0-3]");

  private DigestJson() {}

  /// Digests by bank, in lower-case hexadecimal.
  public static ObjectNode write(SortedMap<HashAlgorithm, Digest> digests) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    digests.forEach((bank, digest) -> object.put(bank.label(), digest.toHex()));
    return object;
  }

  static SortedMap<HashAlgorithm, Digest> read(Value value) throws GoldenSetInvalid {
    SortedMap<HashAlgorithm, Digest> digests = new TreeMap<>();
    for (Value.Member member : value.members()) {
      HashAlgorithm bank = bank(member);
      digests.put(bank, digest(bank, member.value()));
    }
    return digests;
  }

  /// PCR values by bank and index, the digests in lower-case hexadecimal.
  public static ObjectNode write(PcrValues values) {
    ObjectNode banks = JsonNodeFactory.instance.objectNode();
    values
        .banks()
        .forEach(
            (bank, pcrs) -> {
              ObjectNode object = banks.putObject(bank.label());
              pcrs.forEach(
                  (index, digest) -> object.put(Integer.toString(index.value()), digest.toHex()));
            });
    return banks;
  }

  /// Reads what [#write(PcrValues)] wrote.
  ///
  /// @throws GoldenSetInvalid where it is anything else
  public static PcrValues readValues(String json) throws GoldenSetInvalid {
    return readValues(GoldenJson.parsed(json));
  }

  static PcrValues readValues(Value value) throws GoldenSetInvalid {
    SortedMap<HashAlgorithm, SortedMap<PcrIndex, Digest>> banks = new TreeMap<>();
    for (Value.Member member : value.members()) {
      HashAlgorithm bank = bank(member);
      SortedMap<PcrIndex, Digest> values = new TreeMap<>();
      for (Value.Member pcr : member.value().members()) {
        values.put(index(pcr), digest(bank, pcr.value()));
      }
      banks.put(bank, values);
    }
    return new PcrValues(banks);
  }

  /// Lower case only: one digest, one spelling.
  static Digest digest(HashAlgorithm bank, Value value) throws GoldenSetInvalid {
    String hex = value.text();
    if (hex.length() != 2 * bank.size() || !LOWER_CASE_HEX.matcher(hex).matches()) {
      throw value.wrong(
          "a %s digest of %d lower-case hexadecimal digits"
              .formatted(bank.label(), 2 * bank.size()));
    }
    return Digest.of(bank, hex);
  }

  private static HashAlgorithm bank(Value.Member member) throws GoldenSetInvalid {
    return HashAlgorithm.ofLabel(member.name())
        .orElseThrow(() -> member.value().wrong("of a known bank"));
  }

  private static PcrIndex index(Value.Member member) throws GoldenSetInvalid {
    String name = member.name();
    if (!INDEX.matcher(name).matches()) {
      throw member.value().wrong("the value of a PCR from 0 to 23");
    }
    return PcrIndex.of(Integer.parseInt(name));
  }
}
