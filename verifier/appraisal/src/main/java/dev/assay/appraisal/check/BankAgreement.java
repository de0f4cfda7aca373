package dev.assay.appraisal.check;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.eventlog.Event;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.util.List;
import java.util.Optional;
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
    return onData.agreeing.isEmpty() ? onConstant(event, banks, onData) : onData;
  }

  /// As [#of], but by the data alone: the constants that a digest may give away are left out.
  static BankAgreement onData(Event event, List<HashAlgorithm> banks) {
    if (event.verified()) {
      return new BankAgreement(banks, List.of());
    }
    List<Bytes> measurable = event.measurable();
    BankAgreement agreement = onBytes(event, measurable.getFirst(), banks);
    for (int i = 1; i < measurable.size() && agreement.agreeing.isEmpty(); i++) {
      agreement = onBytes(event, measurable.get(i), banks);
    }
    return agreement;
  }

  private static BankAgreement onBytes(Event event, Bytes bytes, List<HashAlgorithm> banks) {
    for (HashAlgorithm bank : banks) {
      if (event.isHashOf(bank, bytes)) {
        return on(other -> event.isHashOf(other, bytes), banks);
      }
    }
    return new BankAgreement(List.of(), banks);
  }

  /// On what the first digest that gives away a constant says.
  private static BankAgreement onConstant(
      Event event, List<HashAlgorithm> banks, BankAgreement none) {
    for (HashAlgorithm bank : banks) {
      Optional<KnownMeasurement> known = KnownMeasurement.of(event, bank);
      if (known.isPresent()) {
        return on(other -> KnownMeasurement.of(event, other).equals(known), banks);
      }
    }
    return none;
  }

  private static BankAgreement on(Predicate<HashAlgorithm> agrees, List<HashAlgorithm> banks) {
    int agreeing = 0;
    for (HashAlgorithm bank : banks) {
      agreeing += agrees.test(bank) ? 1 : 0;
    }
    // Nearly always all of them, or none.
    if (agreeing == 0) {
      return new BankAgreement(List.of(), banks);
    }
    return agreeing == banks.size()
        ? new BankAgreement(banks, List.of())
        : new BankAgreement(
            banks.stream().filter(agrees).toList(),
            banks.stream().filter(agrees.negate()).toList());
  }

  /// Whether the banks tell of different things.
  boolean split() {
    return !agreeing.isEmpty() && !others.isEmpty();
  }
}
