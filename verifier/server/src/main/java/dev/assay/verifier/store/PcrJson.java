package dev.assay.verifier.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import dev.assay.appraisal.tpm.PcrValues;
import java.util.SortedMap;
import java.util.TreeMap;

/// PCR values and digests, by bank: `{"sha256": {"0": "<hex>"}}` and `{"sha256": "<hex>"}`.
final class PcrJson {
  private PcrJson() {}

  static ObjectNode write(PcrValues values) {
    var banks = Json.object();
    values
        .banks()
        .forEach(
            (algorithm, bank) -> {
              var object = banks.putObject(algorithm.label());
              bank.forEach(
                  (index, digest) -> object.put(Integer.toString(index.value()), digest.toHex()));
            });
    return banks;
  }

  static PcrValues read(JsonNode json) {
    SortedMap<HashAlgorithm, SortedMap<PcrIndex, Digest>> banks = new TreeMap<>();
    for (var bank : json.properties()) {
      var algorithm = algorithm(bank.getKey());
      SortedMap<PcrIndex, Digest> values = new TreeMap<>();
      bank.getValue()
          .properties()
          .forEach(
              value ->
                  values.put(
                      PcrIndex.of(Integer.parseInt(value.getKey())),
                      Digest.of(algorithm, value.getValue().asText())));
      banks.put(algorithm, values);
    }
    return new PcrValues(banks);
  }

  static ObjectNode writeDigests(SortedMap<HashAlgorithm, Digest> digests) {
    var object = Json.object();
    digests.forEach((algorithm, digest) -> object.put(algorithm.label(), digest.toHex()));
    return object;
  }

  static SortedMap<HashAlgorithm, Digest> readDigests(JsonNode json) {
    SortedMap<HashAlgorithm, Digest> digests = new TreeMap<>();
    json.properties()
        .forEach(
            member -> {
              var algorithm = algorithm(member.getKey());
              digests.put(algorithm, Digest.of(algorithm, member.getValue().asText()));
            });
    return digests;
  }

  private static HashAlgorithm algorithm(String label) {
    return HashAlgorithm.ofLabel(label).orElseThrow();
  }
}
