package dev.assay.appraisal.ima;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.eventlog.Trust;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import dev.assay.appraisal.tpm.PcrValues;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SortedMap;

/// Whether the first entry of a list, boot_aggregate, is the hash of the PCRs that firmware and
/// loader left behind: it ties the list to this boot. The kernel hashes PCR 0 to 9 of the bank that
/// the entry names; PCR 0 to 7 of the SHA-1 bank, and of any before Linux 5.8 (its
/// ima_calc_boot_aggregate).
public sealed interface BootAggregate {
  /// The name of the entry.
  Bytes NAME = Bytes.wrap("boot_aggregate".getBytes(StandardCharsets.US_ASCII));

  /// The entry is the hash of these PCRs.
  ///
  /// @param lastPcr 9 or 7; the first is 0
  record Matches(HashAlgorithm bank, int lastPcr) implements BootAggregate {}

  /// The entry is of other values: of another boot, or, where it is zero, of a kernel that had no
  /// TPM yet when IMA started.
  ///
  /// @param expected the hash of PCR 0 to 9; for SHA-1 that of PCR 0 to 7
  record Differs(Digest measured, Digest expected) implements BootAggregate {}

  /// The list does not begin with a boot_aggregate that its template hash covers.
  record Missing() implements BootAggregate {}

  /// The values of PCR 0 to 9 of the entry's bank are not known, or no TPM has such a bank.
  ///
  /// @param algorithm as the entry names it
  record NotComparable(String algorithm) implements BootAggregate {}

  /// Compares the first entry of a list with the PCRs: those that a quote proved, or what a
  /// firmware log replays to.
  static BootAggregate of(ImaList list, PcrValues pcrs) {
    return list.entries().stream()
        .findFirst()
        .filter(entry -> entry.trust() == Trust.VERIFIED_DATA)
        .filter(
            entry ->
                entry
                    .field(ImaField.Name.class)
                    .map(ImaField.Name::value)
                    .filter(NAME::equals)
                    .isPresent())
        .flatMap(entry -> entry.field(ImaField.FileDigest.class))
        .map(measured -> compare(measured, pcrs))
        .orElseGet(Missing::new);
  }

  private static BootAggregate compare(ImaField.FileDigest field, PcrValues pcrs) {
    Optional<Digest> measured = field.digest();
    if (measured.isEmpty()) {
      return new NotComparable(field.algorithm());
    }
    HashAlgorithm bank = measured.get().algorithm();
    int lastPcr = bank == HashAlgorithm.SHA1 ? 7 : 9;
    Optional<Digest> expected = hash(pcrs, bank, lastPcr);
    if (expected.isEmpty()) {
      return new NotComparable(field.algorithm());
    }
    if (expected.equals(measured)) {
      return new Matches(bank, lastPcr);
    }
    return hash(pcrs, bank, 7).equals(measured)
        ? new Matches(bank, 7)
        : new Differs(measured.get(), expected.get());
  }

  /// The hash of the values of PCR 0 to `lastPcr`, where all of them are known.
  private static Optional<Digest> hash(PcrValues pcrs, HashAlgorithm bank, int lastPcr) {
    SortedMap<PcrIndex, Digest> values = pcrs.bank(bank).headMap(PcrIndex.of(lastPcr + 1));
    return values.size() == lastPcr + 1
        ? Optional.of(bank.hash(values.values().stream().map(Digest::value).toArray(Bytes[]::new)))
        : Optional.empty();
  }
}
