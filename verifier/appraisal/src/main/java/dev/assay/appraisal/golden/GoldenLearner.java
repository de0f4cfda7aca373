package dev.assay.appraisal.golden;

import dev.assay.appraisal.eventlog.Event;
import dev.assay.appraisal.eventlog.EventLog;
import dev.assay.appraisal.eventlog.EventPayload;
import dev.assay.appraisal.eventlog.Trust;
import dev.assay.appraisal.tpm.PcrIndex;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Learns golden sets from siblings, who are fed one after the other. It keeps no log: what they
/// measured is kept once for all that show it, within fixed bounds, and of each machine its name,
/// the digest of its log and where it stands. The order in which they come changes nothing.
///
/// Machines whose firmware measured another version are another cohort: they are counted and told
/// of, and not mixed in.
public final class GoldenLearner {
  /// The most machines that are learned from at once.
  public static final int MAX_MACHINES = 100_000;

  private static final int MAX_VERSIONS = 64;

  private final Set<PcrIndex> varying;
  private final Set<String> names = new HashSet<>();
  private final SortedMap<String, Cohort> cohorts = new TreeMap<>();

  /// Learns with fields that vary per machine in PCR 1 and 5 alone.
  public GoldenLearner() {
    this(Set.of());
  }

  /// Learns with fields that vary per machine in further PCRs.
  ///
  /// @param further only by the decision of a person, who knows that what varies there hides no
  ///   code; the golden set has to record it
  public GoldenLearner(Set<PcrIndex> further) {
    Set<PcrIndex> pcrs = new HashSet<>(further);
    pcrs.addAll(GoldenEvent.VARYING);
    this.varying = Set.copyOf(pcrs);
  }

  /// Learns from one more machine.
  ///
  /// @throws IllegalArgumentException where a machine of this name was there before, where its log
  ///   is not crypto-agile, and beyond [#MAX_MACHINES]
  public void add(Sibling sibling) {
    if (sibling.log().format() != EventLog.Format.CRYPTO_AGILE) {
      throw new IllegalArgumentException(sibling.name() + " has a SHA-1-only log");
    }
    if (names.size() == MAX_MACHINES) {
      throw new IllegalArgumentException("more than %,d machines".formatted(MAX_MACHINES));
    }
    if (!names.add(sibling.name())) {
      throw new IllegalArgumentException("two siblings are named " + sibling.name());
    }
    String version = firmwareVersion(sibling.log());
    if (!cohorts.containsKey(version) && cohorts.size() == MAX_VERSIONS) {
      throw new IllegalArgumentException(
          "more than %d firmware versions; learn from machines of one board model"
              .formatted(MAX_VERSIONS));
    }
    cohorts.computeIfAbsent(version, _ -> new Cohort(varying)).add(sibling);
  }

  /// How many machines were fed.
  public int machines() {
    return names.size();
  }

  /// How many machines measured which firmware version, "" for none.
  public SortedMap<String, Integer> versions() {
    SortedMap<String, Integer> versions = new TreeMap<>();
    cohorts.forEach((version, cohort) -> versions.put(version, cohort.machines()));
    return Collections.unmodifiableSortedMap(versions);
  }

  /// What the machines of the version that most of them have share.
  ///
  /// @throws IllegalArgumentException without machines, where two versions are as common as each
  ///   other, where the quorum is none, and where it has no bank but SHA-1 in common
  public GoldenDraft draft(String boardModel, Quorum quorum) {
    if (cohorts.isEmpty()) {
      throw new IllegalArgumentException("a golden set is made from at least one machine");
    }
    int most = cohorts.values().stream().mapToInt(Cohort::machines).max().orElseThrow();
    var largest =
        cohorts.entrySet().stream().filter(entry -> entry.getValue().machines() == most).toList();
    if (largest.size() > 1) {
      throw new IllegalArgumentException(
          "%d machines measure firmware version '%s' and as many '%s'; say which one"
              .formatted(most, largest.get(0).getKey(), largest.get(1).getKey()));
    }
    return draft(boardModel, quorum, largest.getFirst().getKey());
  }

  /// What the machines of this firmware version share.
  ///
  /// @param version as they measured it, "" for none
  /// @throws IllegalArgumentException where no machine measured it, where the quorum is none, and
  ///   where it has no bank but SHA-1 in common
  public GoldenDraft draft(String boardModel, Quorum quorum, String version) {
    Cohort cohort = cohorts.get(version);
    if (cohort == null) {
      throw new IllegalArgumentException(
          "no machine measured firmware version '%s'; they measured %s"
              .formatted(version, versions()));
    }
    var others =
        cohorts.entrySet().stream()
            .filter(other -> !other.getKey().equals(version))
            .map(other -> OtherVersion.of(other.getKey(), other.getValue()))
            .toList();
    return new GoldenDraft(
        boardModel, version, CohortAnalysis.of(cohort, quorum.among(cohort.machines())), others);
  }

  /// The text of EV_S_CRTM_VERSION, where it was measured.
  private static String firmwareVersion(EventLog log) {
    for (Event event : log.events()) {
      if (event.pcr() == 0
          && event.trust() == Trust.VERIFIED_DATA
          && event.payload() instanceof EventPayload.CrtmVersion(String text)) {
        return text;
      }
    }
    return "";
  }
}
