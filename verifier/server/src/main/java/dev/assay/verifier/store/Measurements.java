package dev.assay.verifier.store;

import dev.assay.appraisal.Rarity.Measurement;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import java.util.List;

/// Measurements as the database has them: two digits of PCR, then the digest in hexadecimal.
final class Measurements {
  private static final int PCR_DIGITS = 2;

  private Measurements() {}

  static List<String> write(List<Measurement> measurements) {
    return measurements.stream()
        .map(one -> "%02d%s".formatted(one.pcr().value(), one.digest().toHex()))
        .toList();
  }

  static Measurement read(HashAlgorithm bank, String written) {
    var pcr = PcrIndex.of(Integer.parseInt(written.substring(0, PCR_DIGITS)));
    return new Measurement(pcr, Digest.of(bank, written.substring(PCR_DIGITS)));
  }
}
