package dev.assay.verifier.service;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.assay.appraisal.GoldenSets;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.finding.Severity;
import dev.assay.appraisal.golden.GoldenSet;
import dev.assay.appraisal.golden.Layer;
import dev.assay.verifier.service.VouchedSet.Result;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The golden sets in force: what the records call ACTIVE and enough people vouch for. Which ones
/// are ACTIVE is read each time; that a set is vouched for is remembered until the signers change.
public final class GoldenCatalogue {
  private static final Logger LOG = System.getLogger(GoldenCatalogue.class.getName());
  private static final int REMEMBERED = 1_000;

  /// The code of what is said of a set that is not vouched for.
  static final String NOT_VOUCHED_FOR = "GOLDEN_SET_NOT_VOUCHED_FOR";

  private final GoldenRecords records;
  private final SignatureRule rule;
  private final EndedSets ended;
  private final InstantSource clock;
  private final Cache<String, Known> sets = Caffeine.newBuilder().maximumSize(REMEMBERED).build();
  // What was logged already, by set.
  private final Cache<String, String> told = Caffeine.newBuilder().maximumSize(REMEMBERED).build();

  private record Known(VouchedSet set, HeldTo subjects, Bytes signers) {}

  public GoldenCatalogue(
      GoldenRecords records, SignatureRule rule, EndedSets ended, InstantSource clock) {
    this.records = records;
    this.rule = rule;
    this.ended = ended;
    this.clock = clock;
  }

  /// What machines that are held to one model and image are judged by.
  ///
  /// @param findings what the records call ACTIVE and nobody may go by
  /// @param shares the firmware sets that are meant for a percentage of the machines, as long as
  ///   another stands beside them
  record InForce(GoldenSets sets, List<RecordedFinding> findings, Map<String, Integer> shares) {
    /// Of a machine whose model nobody confirmed.
    static final InForce OF_NO_MODEL = new InForce(new GoldenSets.NoModel(), List.of(), Map.of());

    InForce {
      findings = List.copyOf(findings);
      shares = Map.copyOf(shares);
    }

    /// These sets, the newest first.
    static InForce of(BoardModel model, List<GoldenSet> sets) {
      var firmware = ofLayer(sets, Layer.FIRMWARE);
      return new InForce(
          firmware.isEmpty()
              ? new GoldenSets.None(model.name())
              : new GoldenSets.Active(firmware, ofLayer(sets, Layer.OS)),
          List.of(),
          Map.of());
    }

    private static List<GoldenSet> ofLayer(List<GoldenSet> sets, Layer layer) {
      return sets.stream().filter(set -> set.layer() == layer).toList();
    }

    /// All sets, of both layers.
    List<GoldenSet> all() {
      return sets instanceof GoldenSets.Active(var firmware, var os)
          ? Stream.concat(firmware.stream(), os.stream()).toList()
          : List.of();
    }

    /// The firmware set that the machine's last good boot matched: asked for only where there is a
    /// choice.
    Optional<String> lastFirmware(Supplier<List<String>> lastGoodSets) {
      return sets instanceof GoldenSets.Active(var firmware, _) && firmware.size() > 1
          ? lastGoodSets.get().stream()
              .filter(id -> firmware.stream().anyMatch(set -> set.id().equals(id)))
              .findFirst()
          : Optional.empty();
    }
  }

  /// What machines that are held to these are judged by now.
  InForce inForce(HeldTo subjects) {
    var sets = new ArrayList<GoldenSet>();
    var refused = new TreeMap<String, Result.Refused>();
    var shares = new HashMap<String, Integer>();
    var now = clock.instant();
    for (var active : records.active(subjects)) {
      if (active.endsAt().filter(end -> !end.isAfter(now)).isEmpty()) {
        switch (look(active, subjects)) {
          case Result.Vouched(var vouched) -> {
            sets.add(vouched.set());
            active.share().ifPresent(percent -> shares.put(active.id(), percent));
          }
          case Result.Refused not -> refused.put(active.id(), not);
        }
      }
    }
    return new InForce(
        InForce.of(subjects.model(), sets).sets(),
        refused.entrySet().stream()
            .map(one -> finding(one.getKey(), one.getValue(), sets))
            .toList(),
        InForce.ofLayer(sets, Layer.FIRMWARE).size() > 1 ? shares : Map.of());
  }

  private Result look(GoldenRecords.Active active, HeldTo subjects) {
    if (active.ended() || ended.contains(active.id())) {
      var layer = records.stored(active.id()).map(stored -> stored.set().layer());
      var refused = new Result.Refused("it was retired or revoked before", layer);
      tell(active.id(), refused.reason());
      return refused;
    }
    return look(active.id(), subjects);
  }

  private Result look(String id, HeldTo subjects) {
    var signers = rule.signers();
    var known = sets.getIfPresent(id);
    if (known != null
        && known.subjects().equals(subjects)
        && known.signers().equals(signers.version())) {
      return new Result.Vouched(known.set());
    }
    var result =
        records
            .stored(id)
            .map(stored -> VouchedSet.of(id, subjects, stored, rule, signers))
            .orElseGet(() -> new Result.Refused("its document can't be read", Optional.empty()));
    switch (result) {
      case Result.Vouched(var vouched) ->
          sets.put(id, new Known(vouched, subjects, signers.version()));
      case Result.Refused not -> tell(id, not.reason());
    }
    return result;
  }

  private void tell(String id, String reason) {
    if (!reason.equals(told.asMap().put(id, reason))) {
      LOG.log(
          Level.WARNING,
          "Golden set {0} is ACTIVE in the database and not in force: {1}",
          id,
          reason);
    }
  }

  // A layer that was meant to be judged and now is not leads to no trust.
  private static RecordedFinding finding(
      String id, Result.Refused refused, List<GoldenSet> inForce) {
    boolean another =
        refused
            .layer()
            .filter(layer -> inForce.stream().anyMatch(set -> set.layer() == layer))
            .isPresent();
    return RecordedFinding.ofMachine(
        NOT_VOUCHED_FOR,
        another ? Severity.NOTE : Severity.UNDECIDED,
        "Golden set %s is ACTIVE in the database and not in force: %s."
            .formatted(id, refused.reason()),
        "Look at it with `assay golden show`; have it signed, or retire it. If nobody activated it,"
            + " somebody else writes your database.",
        new TreeMap<>(Map.of("goldenSet", id, "reason", refused.reason())));
  }
}
