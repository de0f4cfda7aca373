package dev.assay.appraisal.check;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.eventlog.Event;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// In which banks the digest of an event is of what the log says of it: its data, or a constant
/// that the digest itself gives away.
///
/// @param agreeing the banks in which it is; none where the digest is of something that is not in
///   the log
/// @param others the other ones: where both are there, something else was measured into these
record BankAgreement(List<HashAlgorithm> agreeing, List<HashAlgorithm> others) {
  BankAgreement {
    agreeing = List.copyOf(agreeing);
    others = List.copyOf(others);
  }

  /// @param banks that the event has digests of
  static BankAgreement of(Event event, List<HashAlgorithm> banks) {
    BankAgreement onData = onData(event, banks);
    return onData.agreeing.isEmpty() ? onConstant(event, banks) : onData;
  }

  /// As [#of], but by the data alone: the constants that a digest may give away are left out.
  static BankAgreement onData(Event event, List<HashAlgorithm> banks) {
    if (event.verified()) {
      return new BankAgreement(banks, List.of());
    }
    for (Bytes bytes : event.measurable()) {
      BankAgreement agreement = on(bank -> event.isHashOf(bank, bytes), banks);
      if (!agreement.agreeing.isEmpty()) {
        return agreement;
      }
    }
    return new BankAgreement(List.of(), banks);
  }

  /// On what the first digest that gives away a constant says.
  private static BankAgreement onConstant(Event event, List<HashAlgorithm> banks) {
    for (HashAlgorithm bank : banks) {
      Optional<KnownMeasurement> known = KnownMeasurement.of(digest(event, bank));
      if (known.isPresent()) {
        return on(other -> KnownMeasurement.of(digest(event, other)).equals(known), banks);
      }
    }
    return new BankAgreement(List.of(), banks);
  }

  private static BankAgreement on(Predicate<HashAlgorithm> agrees, List<HashAlgorithm> banks) {
    Set<HashAlgorithm> agreeing = EnumSet.noneOf(HashAlgorithm.class);
    for (HashAlgorithm bank : banks) {
      if (agrees.test(bank)) {
        agreeing.add(bank);
      }
    }
    // Nearly always all of them, or none.
    if (agreeing.isEmpty()) {
      return new BankAgreement(List.of(), banks);
    }
    return agreeing.size() == banks.size()
        ? new BankAgreement(banks, List.of())
        : new BankAgreement(
            banks.stream().filter(agreeing::contains).toList(),
            banks.stream().filter(bank -> !agreeing.contains(bank)).toList());
  }

  /// Whether the banks tell of different things.
  boolean split() {
    return !agreeing.isEmpty() && !others.isEmpty();
  }

  private static Digest digest(Event event, HashAlgorithm bank) {
    return Objects.requireNonNull(event.digests().get(bank), bank::label);
  }
}
