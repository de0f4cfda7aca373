package dev.assay.verifier.service;

import static dev.assay.verifier.service.Outcome.declined;
import static dev.assay.verifier.service.Outcome.done;

import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import dev.assay.appraisal.tpm.PcrSelection;
import dev.assay.appraisal.tpm.PcrValues;
import dev.assay.verifier.service.ClaimedEvidence.BankValues;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads PCR values as the contract packs them: a mask, then the values one after the other.
final class ClaimedValues {
  private ClaimedValues() {}

  static Outcome<PcrValues> read(List<BankValues> banks) {
    SortedMap<HashAlgorithm, SortedMap<PcrIndex, Digest>> read = new TreeMap<>();
    for (var bank : banks) {
      var algorithm = HashAlgorithm.ofId(bank.hashAlgorithm());
      if (algorithm.isEmpty()) {
        return invalid("PCR values of unknown hash %#06x.".formatted(bank.hashAlgorithm()));
      }
      if (bank.pcrMask() >>> PcrIndex.COUNT != 0) {
        return invalid("PCR values beyond PCR 23.");
      }
      int size = algorithm.get().size();
      if (bank.values().length() != Integer.bitCount(bank.pcrMask()) * size) {
        return invalid(
            "The values of bank %s don't fit their mask.".formatted(algorithm.get().label()));
      }
      if (read.put(algorithm.get(), unpack(algorithm.get(), bank)) != null) {
        return invalid("Bank %s came twice.".formatted(algorithm.get().label()));
      }
    }
    return done(new PcrValues(read));
  }

  private static SortedMap<PcrIndex, Digest> unpack(HashAlgorithm algorithm, BankValues bank) {
    SortedMap<PcrIndex, Digest> values = new TreeMap<>();
    int at = 0;
    for (var index : new PcrSelection.Bank(algorithm, bank.pcrMask()).indices()) {
      int end = at + algorithm.size();
      values.put(index, new Digest(algorithm, bank.values().slice(at, end)));
      at = end;
    }
    return values;
  }

  private static Outcome<PcrValues> invalid(String detail) {
    return declined(Decline.INVALID, detail);
  }
}
