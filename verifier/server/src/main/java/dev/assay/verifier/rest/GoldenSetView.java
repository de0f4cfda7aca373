package dev.assay.verifier.rest;

import dev.assay.appraisal.golden.GoldenSet;
import dev.assay.appraisal.tpm.PcrValues;
import dev.assay.golden.GoldenJson;
import dev.assay.verifier.service.Approval;
import dev.assay.verifier.service.GoldenRecord;
import dev.assay.verifier.service.MachineId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A golden set with its history: a file of the form of docs/golden-set.md.
///
/// @param format that of the file
/// @param layer FIRMWARE or OS
/// @param firmwareVersion as the firmware measured it; empty where it measures none, and for an OS
/// @param state DRAFT, PROPOSED, APPROVED, ACTIVE, RETIRED or REVOKED
/// @param undecided whether its approval needs a reason
/// @param from the machines it was learned from
/// @param note reasons that people gave
/// @param finalValues of PCRs that are the same on every machine, by bank and PCR
/// @param model the board model that it is of; absent where `osImage` is there
/// @param osImage the OS image that it is of
/// @param quirks what it excuses, because siblings show it
/// @param secureBoot what Secure Boot must be
/// @param provenance what it was learned from
public record GoldenSetView(
    String format,
    String id,
    Optional<String> model,
    Optional<String> osImage,
    String layer,
    String firmwareVersion,
    String state,
    boolean undecided,
    String createdBy,
    Instant createdAt,
    Optional<String> approvedBy,
    Optional<Instant> approvedAt,
    List<String> from,
    String note,
    List<GoldenEventView> events,
    Map<String, Map<Integer, String>> finalValues,
    List<QuirkView> quirks,
    Optional<SecureBootView> secureBoot,
    Optional<ProvenanceView> provenance,
    List<DifferenceView> differences) {

  static GoldenSetView of(GoldenRecord golden) {
    var set = golden.set();
    return new GoldenSetView(
        GoldenJson.format(set),
        golden.id(),
        of(set, false),
        of(set, true),
        set.layer().name(),
        set.firmwareVersion(),
        golden.state().name(),
        golden.undecided(),
        golden.createdBy(),
        golden.createdAt(),
        golden.approval().map(Approval::by),
        golden.approval().map(Approval::at),
        golden.from().stream().map(MachineId::toHex).toList(),
        golden.note(),
        set.events().stream().map(GoldenEventView::of).toList(),
        values(set.finalValues()),
        set.quirks().stream().map(QuirkView::of).toList(),
        set.secureBoot().map(SecureBootView::of),
        set.provenance().map(ProvenanceView::of),
        golden.differences().stream().map(DifferenceView::of).toList());
  }

  /// The set's subject, where the file has it under that name.
  private static Optional<String> of(GoldenSet set, boolean image) {
    return Optional.of(set.subject()).filter(_ -> GoldenJson.namesImage(set) == image);
  }

  private static Map<String, Map<Integer, String>> values(PcrValues values) {
    var banks = new TreeMap<String, Map<Integer, String>>();
    values
        .banks()
        .forEach(
            (bank, pcrs) -> {
              var shown = new TreeMap<Integer, String>();
              pcrs.forEach((pcr, digest) -> shown.put(pcr.value(), digest.toHex()));
              banks.put(bank.label(), shown);
            });
    return banks;
  }
}
