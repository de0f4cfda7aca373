package dev.assay.appraisal.golden;

import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import dev.assay.appraisal.tpm.PcrValues;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A golden set in the making, as [GoldenLearner] learned it from siblings. What a quorum shares is
/// demanded exactly; what differs only in fields that may is allowed per machine; what few show is
/// no part of it and told of; where no value reaches the quorum it is undecided until a person
/// accepts it.
///
/// One machine alone shows nothing of what varies, so boot options with a MAC address and partition
/// tables of one machine are taken to vary. EV_NO_ACTION and PCR 16 to 23 are never part of a set.
public final class GoldenDraft {
  // PCR 10 is IMA's and 15 the system's identity: both move after the log ends.
  private static final Set<Integer> ENDS_WITH_THE_LOG = Set.of(8, 9, 11, 12, 13, 14);

  private final String boardModel;
  private final String firmwareVersion;
  private final CohortAnalysis cohort;
  private final List<OtherVersion> otherVersions;

  GoldenDraft(
      String boardModel,
      String firmwareVersion,
      CohortAnalysis cohort,
      List<OtherVersion> otherVersions) {
    this.boardModel = boardModel;
    this.firmwareVersion = firmwareVersion;
    this.cohort = cohort;
    this.otherVersions = List.copyOf(otherVersions);
  }

  /// Learns from siblings that are all at hand, by majority.
  ///
  /// @throws IllegalArgumentException as [GoldenLearner#add] and [GoldenLearner#draft] have it
  public static GoldenDraft ofSiblings(String boardModel, List<Sibling> siblings) {
    var learner = new GoldenLearner();
    siblings.forEach(learner::add);
    return learner.draft(boardModel, Quorum.MAJORITY);
  }

  /// How many machines of one firmware version it was learned from.
  public int machines() {
    return cohort.machines();
  }

  /// How many of them had to show a value.
  public int quorum() {
    return cohort.needed();
  }

  /// The layer's events, by PCR and in order. Undecided ones stand in the form that accepting them
  /// gives: [Rule.OneOf] what the siblings had, optional where some had nothing.
  public List<GoldenEvent> events(Layer layer) {
    return places(layer).flatMap(place -> place.events().stream()).toList();
  }

  /// Every place where the siblings are not equal and no quorum made it outliers, of both layers.
  public List<Difference> differences() {
    return cohort.pcrs().stream()
        .flatMap(pcr -> pcr.places().stream())
        .flatMap(place -> place.difference().stream())
        .toList();
  }

  /// What few machines show, firmware first.
  public List<Outlier> outliers() {
    return cohort.outliers();
  }

  /// The machines that stand out, those together that do in the same things.
  public List<Camp> camps() {
    return cohort.camps();
  }

  /// Machines that were fed and measured another firmware version.
  public List<OtherVersion> otherVersions() {
    return otherVersions;
  }

  /// The PCRs of the layer that show too many different values to be learned.
  public List<PcrIndex> unlearned(Layer layer) {
    return cohort.unlearned().stream()
        .filter(place -> place.layer() == layer)
        .map(Observations::pcr)
        .toList();
  }

  /// Whether a difference of this layer waits for a person.
  public boolean undecided(Layer layer) {
    return places(layer).anyMatch(Place::undecided) || !unlearned(layer).isEmpty();
  }

  /// The values of the PCRs whose events are all demanded exactly and on which the siblings agree,
  /// in the banks common to all. That of PCR 4 follows from both layers, so neither has it.
  public PcrValues finalValues(Layer layer) {
    SortedMap<HashAlgorithm, SortedMap<PcrIndex, Digest>> values = new TreeMap<>();
    cohort.banks().forEach(bank -> values.put(bank, new TreeMap<>()));
    pcrs(layer)
        .filter(pcr -> layer == Layer.FIRMWARE || ENDS_WITH_THE_LOG.contains(pcr.pcr().value()))
        .forEach(
            pcr ->
                pcr.end()
                    .forEach(
                        (bank, value) ->
                            values
                                .computeIfAbsent(bank, _ -> new TreeMap<>())
                                .put(pcr.pcr(), value)));
    return new PcrValues(values);
  }

  /// What the set would excuse in this layer: oddities that a quorum shows. Where it shows them in
  /// one event, that event alone is excused; where each machine shows it in another, any event of
  /// the PCR, as far as the oddity allows that. A person who approves the set approves these.
  public List<Quirk> quirks(Layer layer) {
    return cohort.quirks().stream()
        .filter(quirk -> Layer.FIRMWARE.has(quirk.pcr()) == (layer == Layer.FIRMWARE))
        .toList();
  }

  /// The text of EV_S_CRTM_VERSION that these siblings measured, else "".
  public String firmwareVersion() {
    return firmwareVersion;
  }

  /// What Secure Boot must be, where a quorum agrees on all of it.
  public Optional<SecureBootExpectation> secureBoot() {
    return SecureBootExpectation.of(pcrs(Layer.FIRMWARE).flatMap(PcrAnalysis::secureBoot).toList());
  }

  /// Where the set comes from.
  ///
  /// @param shipments what machines came with, by their names, where that is known
  public Provenance provenance(
      String proposedBy, Instant at, List<Decision> decisions, Map<String, String> shipments) {
    List<Source> sources =
        cohort.members().stream()
            .map(
                member ->
                    new Source(
                        member.name(),
                        member.log(),
                        Optional.ofNullable(shipments.get(member.name())),
                        !cohort.standing().contains(member.name())))
            .toList();
    return new Provenance(sources, quorum(), proposedBy, at, decisions);
  }

  /// The set, as far as nothing waits for a person, without a provenance.
  ///
  /// @throws IllegalStateException where the layer has undecided differences
  public GoldenSet toGoldenSet(String id, Layer layer) {
    requireDecided(layer);
    return toGoldenSet(id, boardModel, layer, Optional.empty());
  }

  /// The set that a person makes who accepts every difference: each sibling's event is as good as
  /// the others', and what only some have may be missing. What is an outlier stays out.
  ///
  /// @throws IllegalStateException where a PCR of the layer could not be learned
  public GoldenSet toGoldenSetAcceptingDifferences(String id, Layer layer) {
    return toGoldenSet(id, boardModel, layer, Optional.empty());
  }

  /// The same with its provenance, for people to look at. Where something is undecided, whoever
  /// puts the set forward has to add the decision to accept it ([GoldenSet#deciding]).
  ///
  /// @param subject the board model, or for an OS the name of its image
  public GoldenSet toGoldenSetAcceptingDifferences(
      String id, String subject, Layer layer, Provenance made) {
    return toGoldenSet(id, subject, layer, Optional.of(made));
  }

  /// The set with its provenance.
  ///
  /// @param subject the board model, or for an OS the name of its image
  /// @throws IllegalStateException where the layer has undecided differences and the provenance no
  ///   decision to accept them
  /// @throws IllegalArgumentException where a decision is missing that the set has to record
  public GoldenSet toGoldenSet(String id, String subject, Layer layer, Provenance made) {
    boolean accepted =
        made.decisions().stream()
            .anyMatch(decision -> decision.kind() == Decision.Kind.DIFFERENCES_ACCEPTED);
    if (!accepted) {
      requireDecided(layer);
    }
    return toGoldenSet(id, subject, layer, Optional.of(made));
  }

  private void requireDecided(Layer layer) {
    if (undecided(layer)) {
      throw new IllegalStateException("differences of the layer " + layer + " wait for a person");
    }
  }

  private GoldenSet toGoldenSet(
      String id, String subject, Layer layer, Optional<Provenance> provenance) {
    if (!unlearned(layer).isEmpty()) {
      throw new IllegalStateException(
          "machines differ too much to learn " + unlearned(layer) + " of the layer " + layer);
    }
    boolean firmware = layer == Layer.FIRMWARE;
    return new GoldenSet(
        id,
        subject,
        layer,
        firmware ? firmwareVersion : "",
        events(layer),
        finalValues(layer),
        quirks(layer),
        firmware ? secureBoot() : Optional.empty(),
        provenance);
  }

  private Stream<PcrAnalysis> pcrs(Layer layer) {
    return cohort.pcrs().stream().filter(pcr -> pcr.layer() == layer);
  }

  private Stream<Place> places(Layer layer) {
    return pcrs(layer).flatMap(pcr -> pcr.places().stream());
  }
}
