package dev.assay.appraisal.check;

import dev.assay.appraisal.eventlog.Event;
import dev.assay.appraisal.eventlog.EventLog;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The events of PCR 0 to 7, each with what its digest is known to be of.
final class FirmwareEvents {
  /// PCR 0 to 7 are the firmware's.
  static final int PCRS = 8;

  private final List<HashAlgorithm> banks;
  private final List<Item> all;

  /// One event.
  ///
  /// @param known what its digest is of in the bank that is looked at; the others must agree, see
  ///   [BankAgreement]
  record Item(Event event, Optional<KnownMeasurement> known) {
    boolean is(KnownMeasurement measurement) {
      return known.isPresent() && known.get() == measurement;
    }

    boolean separator() {
      return known.isPresent() && known.get().separator();
    }
  }

  /// @param banks at least one, which the firmware filled
  FirmwareEvents(EventLog log, List<HashAlgorithm> banks) {
    this.banks = List.copyOf(banks);
    HashAlgorithm looked =
        banks.stream().filter(HashAlgorithm::strong).findFirst().orElse(banks.getFirst());
    this.all = new ArrayList<>(log.events().size());
    for (Event event : log.events()) {
      if (event.extended() && event.pcr() < PCRS) {
        all.add(new Item(event, KnownMeasurement.of(event, looked)));
      }
    }
  }

  /// In the order of the log.
  List<Item> all() {
    return all;
  }

  /// The digests of `event` in the judged banks.
  SortedMap<HashAlgorithm, Digest> digests(Event event) {
    SortedMap<HashAlgorithm, Digest> digests = new TreeMap<>();
    banks.forEach(bank -> digests.put(bank, event.digest(bank)));
    return digests;
  }

  /// Whether the data of `event` is what was measured, in every judged bank.
  boolean verified(Event event) {
    return BankAgreement.onData(event, banks).others().isEmpty();
  }
}
