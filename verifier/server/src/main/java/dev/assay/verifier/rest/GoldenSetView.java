package dev.assay.verifier.rest;

import dev.assay.appraisal.golden.GoldenSet;
import dev.assay.appraisal.tpm.PcrValues;
import dev.assay.golden.GoldenJson;
import dev.assay.golden.Proposal;
import dev.assay.verifier.service.GoldenRecord;
import dev.assay.verifier.service.GoldenState;
import dev.assay.verifier.service.GoldenStep;
import dev.assay.verifier.service.MachineId;
import dev.assay.verifier.service.SignatureCount;
import dev.assay.verifier.service.SignatureCount.Counted;
import dev.assay.verifier.service.SignatureCount.Standing;
import java.time.Instant;
import java.util.Base64;
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
/// @param undecided whether putting it forward needs a reason
/// @param from the machines it was learned from
/// @param proposal who put it forward; signed with the rest
/// @param signatures who signed it, and whether that counts now
/// @param steps its life, the oldest first
/// @param endsAt when its window ends, where it is in force beside a newer set
/// @param share what percentage of the model's machines it is meant for, during its rollout
/// @param finalValues of PCRs that are the same on every machine, by bank and PCR
/// @param model the board model that it is of; absent where `osImage` is there
/// @param osImage the OS image that it is of
/// @param quirks what it excuses, because siblings show it
/// @param secureBoot what Secure Boot must be
/// @param provenance what it was learned from
/// @param components what a host reports of itself
/// @param camps machines that stood out while it was learned; what they show is not in it
/// @param otherVersions machines that were not learned from
/// @param componentDifferences components that the machines did not report alike
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
    List<String> from,
    Optional<ProposalView> proposal,
    int signaturesNeeded,
    List<SignatureView> signatures,
    List<StepView> steps,
    Optional<Instant> endsAt,
    Optional<Integer> share,
    List<GoldenEventView> events,
    Map<String, Map<Integer, String>> finalValues,
    List<QuirkView> quirks,
    Optional<SecureBootView> secureBoot,
    Optional<ComponentsView> components,
    Optional<ProvenanceView> provenance,
    List<DifferenceView> differences,
    List<CampView> camps,
    List<OtherVersionView> otherVersions,
    List<ComponentDifferenceView> componentDifferences) {

  /// Who put it forward.
  ///
  /// @param machines how many machines it was learned from
  /// @param reason why differences or a single machine were accepted
  public record ProposalView(String by, int machines, String reason) {
    static ProposalView of(Proposal proposal) {
      return new ProposalView(proposal.by(), proposal.machines(), proposal.reason());
    }
  }

  /// One signature.
  ///
  /// @param signature Base64, over the set and its proposal
  /// @param signer whose key had made it when it came
  /// @param key fingerprint of that key
  /// @param counts whether it is one of those that are needed
  /// @param standing why, or why not
  public record SignatureView(
      String signature, String signer, String key, Instant at, boolean counts, String standing) {
    static SignatureView of(Counted counted) {
      var signature = counted.signature();
      return new SignatureView(
          Base64.getEncoder().encodeToString(signature.value().toArray()),
          signature.signer(),
          signature.key().toHex(),
          signature.at(),
          counted.standing() == Standing.COUNTS,
          counted.standing().words());
    }
  }

  /// One step of its life.
  ///
  /// @param state what it came to
  public record StepView(GoldenState state, String by, Instant at, String reason) {
    static StepView of(GoldenStep step) {
      return new StepView(step.state(), step.by(), step.at(), step.reason());
    }
  }

  static GoldenSetView of(GoldenRecord golden, SignatureCount count) {
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
        golden.made().by(),
        golden.made().at(),
        golden.from().stream().map(MachineId::toHex).toList(),
        golden.proposal().map(ProposalView::of),
        count.needed(),
        count.signatures().stream().map(SignatureView::of).toList(),
        golden.steps().stream().map(StepView::of).toList(),
        golden.endsAt(),
        golden.share(),
        set.events().stream().map(GoldenEventView::of).toList(),
        values(set.finalValues()),
        set.quirks().stream().map(QuirkView::of).toList(),
        set.secureBoot().map(SecureBootView::of),
        set.components().map(ComponentsView::of),
        set.provenance().map(ProvenanceView::of),
        golden.learning().differences().stream().map(DifferenceView::of).toList(),
        golden.learning().camps().stream().map(CampView::of).toList(),
        golden.learning().otherVersions().stream().map(OtherVersionView::of).toList(),
        golden.learning().components().stream().map(ComponentDifferenceView::of).toList());
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
