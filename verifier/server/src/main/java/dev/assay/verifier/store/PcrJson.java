package dev.assay.verifier.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.appraisal.tpm.PcrValues;

/// PCR values by bank: `{"sha256": {"0": "<hex>"}}`.
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
}
