package dev.assay.cli.quote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import dev.assay.appraisal.tpm.PcrValues;
import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;

/// PCR values by bank and index: `{"sha256": {"0": "<hex>"}}`.
final class PcrJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private PcrJson() {}

  static PcrValues read(Bytes bytes) throws MalformedInput {
    try {
      var banks = JSON.readTree(bytes.toArray());
      SortedMap<HashAlgorithm, SortedMap<PcrIndex, Digest>> values = new TreeMap<>();
      for (var bank : banks.properties()) {
        var algorithm =
            HashAlgorithm.ofLabel(bank.getKey())
                .orElseThrow(() -> new IllegalArgumentException("no bank " + bank.getKey()));
        values.put(algorithm, bank(algorithm, bank.getValue()));
      }
      return new PcrValues(values);
    } catch (IOException | IllegalArgumentException e) {
      throw new MalformedInput("not {\"sha256\": {\"0\": \"<hex>\", …}}: " + e.getMessage(), 0);
    }
  }

  private static SortedMap<PcrIndex, Digest> bank(HashAlgorithm algorithm, JsonNode values) {
    SortedMap<PcrIndex, Digest> bank = new TreeMap<>();
    for (var value : values.properties()) {
      bank.put(
          PcrIndex.of(Integer.parseInt(value.getKey())),
          Digest.of(algorithm, value.getValue().asText()));
    }
    return bank;
  }
}
