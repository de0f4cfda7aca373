package dev.assay.appraisal.ima;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import dev.assay.appraisal.tpm.PcrValues;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What the PCRs hold after the first entries of an IMA list. A list only grows while the machine
/// runs, so a replay goes on from where it stopped: by the bytes from [#bytes()] on.
///
/// Kernels differ in what they extend, so both are replayed, and [#matching] says which it was.
///
/// @param listAlgorithm of the list's template hashes
/// @param bytes how many bytes of the list were replayed
/// @param entries how many entries were replayed
/// @param ownHash the PCRs where each bank is extended by its own hash of the data
/// @param listDigest the PCRs where each bank is extended by the list's template hash
public record ImaReplay(
    HashAlgorithm listAlgorithm,
    long bytes,
    long entries,
    PcrValues ownHash,
    PcrValues listDigest) {

  /// The PCR that IMA extends unless its policy says otherwise.
  public static final PcrIndex PCR = PcrIndex.of(10);

  /// What a kernel extends into a bank.
  public enum Extension {
    /// The bank's own hash of the template data: Linux 5.8 and newer.
    OWN_HASH,
    /// The list's template hash, padded with zeros (or cut) to the bank's size: older kernels, and
    /// banks of an algorithm that the kernel lacks. With SHA-1, collisions of the data are in reach
    /// whatever the bank.
    LIST_DIGEST
  }

  public ImaReplay {
    if (bytes < 0 || entries < 0) {
      throw new IllegalArgumentException(bytes + " bytes, " + entries + " entries");
    }
    if (!ownHash.banks().keySet().equals(listDigest.banks().keySet())) {
      throw new IllegalArgumentException("the two replays are of different banks");
    }
  }

  /// Before the first entry, with all PCRs zero.
  public static ImaReplay start(HashAlgorithm listAlgorithm, Collection<HashAlgorithm> banks) {
    SortedMap<HashAlgorithm, SortedMap<PcrIndex, Digest>> zero = new TreeMap<>();
    for (HashAlgorithm bank : banks) {
      SortedMap<PcrIndex, Digest> values = new TreeMap<>();
      values.put(PCR, bank.zero());
      zero.put(bank, values);
    }
    return start(listAlgorithm, new PcrValues(zero));
  }

  /// Before the first entry, with these PCR values of these banks; others are zero. For a kernel
  /// whose policy extends PCRs in which the firmware has measured too.
  public static ImaReplay start(HashAlgorithm listAlgorithm, PcrValues values) {
    return new ImaReplay(listAlgorithm, 0, 0, values, values);
  }

  /// After all entries of `more`, the bytes of the list from [#bytes()] on.
  ///
  /// @throws MalformedInput where they are not well formed
  public ImaReplay advance(Bytes more) throws MalformedInput {
    return advance(ImaList.parse(more, listAlgorithm));
  }

  /// After all entries of `more`, the part of the list that follows what was replayed.
  ///
  /// @throws IllegalArgumentException where its template hashes are of another algorithm
  public ImaReplay advance(ImaList more) {
    ImaExtender extender = extender(more);
    more.entries().forEach(extender::extend);
    return extender.result();
  }

  /// After as many entries of `more` as it takes for PCR 10 to hold all `quoted` values: a list
  /// that was read after the quote is longer than what the quote covers. Empty where no beginning
  /// of it explains them. Takes a time that grows with the size of `more` alone.
  ///
  /// @param quoted PCR 10 as a quote proved it, once per quoted bank
  /// @throws IllegalArgumentException where there is nothing to compare, or a bank or the list's
  ///   algorithm is not this replay's
  public Optional<ImaReplay> until(Collection<Digest> quoted, ImaList more) {
    ImaExtender extender = extender(more);
    extender.expect(quoted);
    int next = 0;
    while (!extender.reached()) {
      if (next == more.entries().size()) {
        return Optional.empty();
      }
      extender.extend(more.entries().get(next++));
    }
    return Optional.of(extender.result());
  }

  /// What the kernel must have extended for PCR 10 of that bank to hold `quoted` now; empty where
  /// neither explains it. [Extension#OWN_HASH] where both do.
  public Optional<Extension> matching(Digest quoted) {
    HashAlgorithm bank = quoted.algorithm();
    if (ownHash.get(bank, PCR).filter(quoted::equals).isPresent()) {
      return Optional.of(Extension.OWN_HASH);
    }
    return listDigest.get(bank, PCR).filter(quoted::equals).map(_ -> Extension.LIST_DIGEST);
  }

  private ImaExtender extender(ImaList more) {
    if (more.algorithm() != listAlgorithm) {
      throw new IllegalArgumentException(
          "a list with %s hashes after one with %s"
              .formatted(more.algorithm().label(), listAlgorithm.label()));
    }
    return new ImaExtender(this);
  }
}
