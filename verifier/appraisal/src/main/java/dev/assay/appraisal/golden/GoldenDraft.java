package dev.assay.appraisal.golden;

import dev.assay.appraisal.eventlog.Event;
import dev.assay.appraisal.eventlog.EventLog;
import dev.assay.appraisal.eventlog.EventPayload;
import dev.assay.appraisal.eventlog.Trust;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import dev.assay.appraisal.tpm.PcrValues;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// A golden set in the making: siblings' logs aligned event by event. What all share is demanded
/// exactly; what differs only in fields that may is allowed per machine; anything else is undecided
/// until a person accepts it.
///
/// One machine alone shows nothing of what varies, so boot options with a MAC address and partition
/// tables of one machine are taken to vary. EV_NO_ACTION and PCR 16 to 23 are never part of a set.
public final class GoldenDraft {
  private static final int OS_PCRS = 16;
  private static final int FIRMWARE_PCRS = 8;
  private static final PcrIndex BOOT_MANAGER = PcrIndex.of(4);
  // PCR 10 is IMA's and 15 the system's identity: both move after the log ends.
  private static final Set<Integer> OS_FINAL = Set.of(4, 8, 9, 11, 12, 13, 14);

  private final String boardModel;
  private final List<Sibling> siblings;
  private final Set<HashAlgorithm> banks;
  private final List<Place> places;

  private GoldenDraft(String boardModel, List<Sibling> siblings) {
    this.boardModel = boardModel;
    this.siblings = List.copyOf(siblings);
    this.banks = commonBanks(this.siblings);
    this.places = Collections.unmodifiableList(align());
  }

  /// Aligns the siblings.
  ///
  /// @throws IllegalArgumentException without siblings, with two of one name, with a SHA-1-only
  ///   log, and where no bank but SHA-1 is common to all
  public static GoldenDraft ofSiblings(String boardModel, List<Sibling> siblings) {
    if (siblings.isEmpty()) {
      throw new IllegalArgumentException("a golden set is made from at least one machine");
    }
    Set<String> names = new HashSet<>();
    for (Sibling sibling : siblings) {
      if (!names.add(sibling.name())) {
        throw new IllegalArgumentException("two siblings are named " + sibling.name());
      }
      if (sibling.log().format() != EventLog.Format.CRYPTO_AGILE) {
        throw new IllegalArgumentException(sibling.name() + " has a SHA-1-only log");
      }
    }
    return new GoldenDraft(boardModel, siblings);
  }

  /// The layer's events, by PCR and in order. Undecided ones stand in the form that accepting them
  /// gives: [Rule.OneOf] what the siblings had, optional where some had nothing.
  public List<GoldenEvent> events(Layer layer) {
    return places.stream().filter(place -> place.layer() == layer).map(Place::event).toList();
  }

  /// Every place where the siblings are not equal, of both layers.
  public List<Difference> differences() {
    return places.stream().flatMap(place -> place.difference().stream()).toList();
  }

  /// Whether a difference of this layer waits for a person.
  public boolean undecided(Layer layer) {
    return places.stream().anyMatch(place -> place.layer() == layer && place.undecided());
  }

  /// The values of the PCRs whose events are all demanded exactly and on which the siblings agree,
  /// in the banks common to all. PCR 4 ends with what the OS brings, so its value belongs to that
  /// layer.
  public PcrValues finalValues(Layer layer) {
    SortedMap<HashAlgorithm, SortedMap<PcrIndex, Digest>> values = new TreeMap<>();
    for (HashAlgorithm bank : banks) {
      SortedMap<PcrIndex, Digest> agreed = new TreeMap<>();
      for (int value = 0; value < OS_PCRS; value++) {
        PcrIndex pcr = PcrIndex.of(value);
        if (hasFinalValue(pcr, layer)) {
          agreedValue(bank, pcr).ifPresent(digest -> agreed.put(pcr, digest));
        }
      }
      values.put(bank, agreed);
    }
    return new PcrValues(values);
  }

  /// What the set would excuse in this layer: oddities that every sibling shows. Where they show it
  /// in one event, that event alone is excused; where each shows it in another, any event of the
  /// PCR, as far as the oddity allows that. A person who approves the set approves these.
  public List<Quirk> quirks(Layer layer) {
    return CommonQuirks.of(siblings, banks).stream()
        .filter(quirk -> (quirk.pcr().value() < FIRMWARE_PCRS) == (layer == Layer.FIRMWARE))
        .toList();
  }

  /// The text of EV_S_CRTM_VERSION that all siblings measured, else "".
  public String firmwareVersion() {
    List<Optional<String>> versions =
        siblings.stream().map(sibling -> crtmVersion(sibling.log())).distinct().toList();
    return versions.size() == 1 ? versions.getFirst().orElse("") : "";
  }

  /// The set, as far as nothing waits for a person.
  ///
  /// @throws IllegalStateException where the layer has undecided differences
  public GoldenSet toGoldenSet(String id, Layer layer) {
    if (undecided(layer)) {
      throw new IllegalStateException("differences of the layer " + layer + " wait for a person");
    }
    return toGoldenSetAcceptingDifferences(id, layer);
  }

  /// The set that a person makes who accepts every difference: each sibling's event is as good as
  /// the others', and what only some have may be missing.
  public GoldenSet toGoldenSetAcceptingDifferences(String id, Layer layer) {
    String version = layer == Layer.FIRMWARE ? firmwareVersion() : "";
    return new GoldenSet(
        id, boardModel, layer, version, events(layer), finalValues(layer), quirks(layer));
  }

  private static Set<HashAlgorithm> commonBanks(List<Sibling> siblings) {
    Set<HashAlgorithm> common = EnumSet.allOf(HashAlgorithm.class);
    siblings.forEach(sibling -> common.retainAll(sibling.log().banks()));
    if (common.stream().noneMatch(HashAlgorithm::strong)) {
      throw new IllegalArgumentException("no bank but SHA-1 is common to the logs of all siblings");
    }
    return Collections.unmodifiableSet(common);
  }

  private List<Place> align() {
    List<String> names = siblings.stream().map(Sibling::name).toList();
    List<Place> aligned = new ArrayList<>();
    for (int value = 0; value < OS_PCRS; value++) {
      PcrIndex pcr = PcrIndex.of(value);
      for (Layer layer : Layer.values()) {
        for (Column column : columns(pcr, layer)) {
          aligned.add(Place.of(layer, pcr, column, names, banks));
        }
      }
    }
    return aligned;
  }

  private List<Column> columns(PcrIndex pcr, Layer layer) {
    List<List<Event>> events =
        siblings.stream().map(sibling -> events(sibling.log(), pcr, layer)).toList();
    return GoldenSet.ordered(pcr)
        ? new OrderedAlignment(banks).align(events)
        : UnorderedAlignment.align(events, banks);
  }

  private static List<Event> events(EventLog log, PcrIndex pcr, Layer layer) {
    return log.events().stream()
        .filter(event -> event.pcr() == pcr.value() && Layer.of(event).equals(Optional.of(layer)))
        .toList();
  }

  private boolean hasFinalValue(PcrIndex pcr, Layer layer) {
    boolean mine =
        switch (layer) {
          case FIRMWARE -> pcr.value() < FIRMWARE_PCRS && !pcr.equals(BOOT_MANAGER);
          case OS -> OS_FINAL.contains(pcr.value()) && hasEvents(pcr, layer);
        };
    return mine
        && places.stream().allMatch(place -> !place.event().pcr().equals(pcr) || place.settled());
  }

  private boolean hasEvents(PcrIndex pcr, Layer layer) {
    return places.stream()
        .anyMatch(place -> place.layer() == layer && place.event().pcr().equals(pcr));
  }

  private Optional<Digest> agreedValue(HashAlgorithm bank, PcrIndex pcr) {
    List<Optional<Digest>> values =
        siblings.stream()
            .map(sibling -> sibling.replay().values().get(bank, pcr))
            .distinct()
            .toList();
    return values.size() == 1 ? values.getFirst() : Optional.empty();
  }

  private static Optional<String> crtmVersion(EventLog log) {
    for (Event event : log.events()) {
      if (event.pcr() == 0
          && event.trust() == Trust.VERIFIED_DATA
          && event.payload() instanceof EventPayload.CrtmVersion(String text)) {
        return Optional.of(text);
      }
    }
    return Optional.empty();
  }
}
