package dev.assay.appraisal.check;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.eventlog.Event;
import dev.assay.appraisal.eventlog.EventPayload;
import dev.assay.appraisal.eventlog.Trust;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

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
    if (event.trust() == Trust.VERIFIED_DATA) {
      return new BankAgreement(banks, List.of());
    }
    BankAgreement onData = onData(event, banks);
    return onData.agreeing.isEmpty() ? first(known(event, banks), event, banks) : onData;
  }

  /// As [#of], but by the data alone: the constants that a digest may give away are left out.
  static BankAgreement onData(Event event, List<HashAlgorithm> banks) {
    return event.trust() == Trust.VERIFIED_DATA
        ? new BankAgreement(banks, List.of())
        : first(logged(event), event, banks);
  }

  private static BankAgreement first(
      List<Function<HashAlgorithm, Digest>> candidates, Event event, List<HashAlgorithm> banks) {
    for (Function<HashAlgorithm, Digest> candidate : candidates) {
      List<HashAlgorithm> agreeing = new ArrayList<>(banks);
      agreeing.removeIf(bank -> !candidate.apply(bank).equals(digest(event, bank)));
      if (!agreeing.isEmpty()) {
        List<HashAlgorithm> others = new ArrayList<>(banks);
        others.removeAll(agreeing);
        return new BankAgreement(agreeing, others);
      }
    }
    return new BankAgreement(List.of(), banks);
  }

  /// Whether the banks tell of different things.
  boolean split() {
    return !agreeing.isEmpty() && !others.isEmpty();
  }

  private static List<Function<HashAlgorithm, Digest>> logged(Event event) {
    return event.payload() instanceof EventPayload.UefiVariable variable
        ? List.of(of(event.data()), of(variable.value()))
        : List.of(of(event.data()));
  }

  private static List<Function<HashAlgorithm, Digest>> known(
      Event event, List<HashAlgorithm> banks) {
    return banks.stream()
        .flatMap(bank -> KnownMeasurement.of(digest(event, bank)).stream())
        .<Function<HashAlgorithm, Digest>>map(known -> known::digest)
        .limit(1)
        .toList();
  }

  private static Function<HashAlgorithm, Digest> of(Bytes bytes) {
    return bank -> bank.hash(bytes);
  }

  private static Digest digest(Event event, HashAlgorithm bank) {
    return Objects.requireNonNull(event.digests().get(bank), bank::label);
  }
}
