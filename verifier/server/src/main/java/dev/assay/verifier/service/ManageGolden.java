package dev.assay.verifier.service;

import static dev.assay.verifier.service.Outcome.declined;
import static dev.assay.verifier.service.Outcome.done;

import dev.assay.appraisal.LogCheck;
import dev.assay.appraisal.eventlog.PreparedLog;
import dev.assay.appraisal.golden.Difference;
import dev.assay.appraisal.golden.GoldenDraft;
import dev.assay.appraisal.golden.Layer;
import dev.assay.appraisal.golden.Sibling;
import dev.assay.verifier.service.AppraisalRecords.ReplayedBoot;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Learns golden sets from siblings. A person decides; what siblings don't share is shown and never
/// accepted without a recorded reason.
public final class ManageGolden {
  private static final int MOST_SIBLINGS = 32;
  private static final int LONGEST_REASON = 500;

  private final GoldenRecords records;
  private final GoldenLife life;
  private final MachineRecords machines;
  private final AppraisalRecords appraisals;
  private final KnownLogs logs;
  private final AuditLog audit;
  private final InstantSource clock;
  private final SecureRandom random;

  public ManageGolden(
      GoldenRecords records,
      GoldenLife life,
      MachineRecords machines,
      AppraisalRecords appraisals,
      KnownLogs logs,
      AuditLog audit,
      InstantSource clock,
      SecureRandom random) {
    this.records = records;
    this.life = life;
    this.machines = machines;
    this.appraisals = appraisals;
    this.logs = logs;
    this.audit = audit;
    this.clock = clock;
    this.random = random;
  }

  /// Drafts of both layers.
  ///
  /// @param differences where the siblings differ
  public record Drafted(List<GoldenRecord> sets, List<Difference> differences) {
    public Drafted {
      sets = List.copyOf(sets);
      differences = List.copyOf(differences);
    }
  }

  private record Source(Sibling sibling, MachineId machine, long appraisalId) {}

  /// Learns golden sets of both layers and puts forward those in which nothing is undecided; the
  /// others stay drafts. Declines as [#draft] does.
  ///
  /// @param from all machines of the model that have such a boot, where it names none
  public Outcome<Drafted> propose(
      BoardModel model, List<MachineId> from, Optional<String> singleMachineReason, Principal by) {
    return draft(model, from.isEmpty() ? siblings(model) : from, singleMachineReason, by)
        .then(drafted -> putForward(drafted, by));
  }

  private List<MachineId> siblings(BoardModel model) {
    return machines.active(model).stream()
        .map(Machine::id)
        .filter(id -> appraisals.latestReplayed(id).isPresent())
        .toList();
  }

  private Outcome<Drafted> putForward(Drafted drafted, Principal by) {
    var sets = new ArrayList<GoldenRecord>();
    for (var draft : drafted.sets()) {
      if (draft.undecided()) {
        sets.add(draft);
        continue;
      }
      switch (life.propose(draft.id(), Optional.empty(), by)) {
        case Outcome.Done<GoldenRecord>(var proposed) -> sets.add(proposed);
        case Outcome.Declined<GoldenRecord> declined -> {
          return declined.as();
        }
      }
    }
    return done(new Drafted(sets, drafted.differences()));
  }

  /// Drafts golden sets from the latest boots of these machines: authentic evidence whose log
  /// explained the quoted PCRs. INVALID: fewer than two machines and no reason, or too many;
  /// NOT_FOUND: an unknown machine; CONFLICT: one is not ACTIVE, of another model, or has no such
  /// boot, or two firmware versions are as common as each other.
  public Outcome<Drafted> draft(
      BoardModel model, List<MachineId> from, Optional<String> singleMachineReason, Principal by) {
    var distinct = from.stream().distinct().toList();
    if (distinct.isEmpty() || distinct.size() > MOST_SIBLINGS) {
      return declined(
          Decline.INVALID,
          "A golden set is learned from 1 to 32 machines, and these are %d. Name them in from."
              .formatted(distinct.size()));
    }
    var reason = singleMachineReason.flatMap(text -> Text.written(text, LONGEST_REASON));
    if (distinct.size() == 1 && reason.isEmpty()) {
      return declined(
          Decline.INVALID,
          "One machine alone can't tell what is normal. Name a sibling, or say in"
              + " singleMachineReason why one is enough.");
    }
    var sources = new ArrayList<Source>();
    for (var id : distinct) {
      switch (source(model, id)) {
        case Outcome.Done<Source>(var source) -> sources.add(source);
        case Outcome.Declined<Source> declined -> {
          return declined.as();
        }
      }
    }
    var note = distinct.size() == 1 ? "Learned from one machine: " + reason.orElseThrow() : "";
    try {
      return done(keep(model, sources, note, by));
    } catch (IllegalArgumentException e) {
      return declined(
          Decline.CONFLICT,
          "No golden set follows from these machines: %s.".formatted(e.getMessage()));
    }
  }

  private Outcome<Source> source(BoardModel model, MachineId id) {
    var found = machines.find(id);
    if (found.isEmpty()) {
      return declined(Decline.NOT_FOUND, "No machine of id " + id.brief() + " is enrolled.");
    }
    var machine = found.get();
    if (machine.state() != MachineState.ACTIVE || !machine.model().equals(Optional.of(model))) {
      return declined(
          Decline.CONFLICT,
          "Machine %s is %s. Approve it under model %s first."
              .formatted(
                  machine.displayName(),
                  machine.state() == MachineState.ACTIVE
                      ? "of model " + machine.model().map(BoardModel::name).orElse("none")
                      : machine.state().name(),
                  model));
    }
    var boot = appraisals.latestReplayed(id);
    return boot.flatMap(this::readable)
        .<Outcome<Source>>map(
            log ->
                done(
                    new Source(
                        new Sibling(
                            machine.displayName() + " (" + id.brief() + ")",
                            log.replay(),
                            LogCheck.oddities(log.log())),
                        id,
                        boot.get().appraisalId())))
        .orElseGet(
            () ->
                declined(
                    Decline.CONFLICT,
                    "Machine "
                        + machine.displayName()
                        + " has no authentic evidence yet whose event log explains its PCRs. Let it"
                        + " attest first."));
  }

  private Optional<PreparedLog.Readable> readable(ReplayedBoot boot) {
    return logs.find(boot.logSha256())
        .filter(PreparedLog.Readable.class::isInstance)
        .map(PreparedLog.Readable.class::cast);
  }

  private Drafted keep(BoardModel model, List<Source> sources, String note, Principal by) {
    var draft =
        GoldenDraft.ofSiblings(model.name(), sources.stream().map(Source::sibling).toList());
    var series = HexFormat.of().formatHex(bytes());
    var machineIds = sources.stream().map(Source::machine).toList();
    var sets = new ArrayList<GoldenRecord>();
    for (var layer : Layer.values()) {
      var id = series + "-" + layer.name().toLowerCase(Locale.ROOT);
      boolean undecided = draft.undecided(layer);
      sets.add(
          new GoldenRecord(
              new StoredGolden(
                  undecided
                      ? draft.toGoldenSetAcceptingDifferences(id, layer)
                      : draft.toGoldenSet(id, layer),
                  Optional.empty(),
                  List.of()),
              GoldenState.DRAFT,
              undecided,
              ofLayer(draft.differences(), layer),
              machineIds,
              List.of(new GoldenStep(GoldenState.DRAFT, by.name(), clock.instant(), note)),
              Optional.empty(),
              Optional.empty()));
    }
    var appraisalIds = sources.stream().map(Source::appraisalId).toList();
    audit.doneAndRecorded(drafted(sets, by), () -> records.add(sets, appraisalIds));
    return new Drafted(sets, draft.differences());
  }

  private static List<Act> drafted(List<GoldenRecord> sets, Principal by) {
    return sets.stream()
        .map(
            set ->
                Act.by(by, ActKind.GOLDEN_DRAFTED, Act.golden(set.id()))
                    .with("model", set.set().subject())
                    .because(Optional.of(set.made().reason())))
        .toList();
  }

  private static List<Difference> ofLayer(List<Difference> differences, Layer layer) {
    return differences.stream().filter(difference -> difference.layer() == layer).toList();
  }

  /// The newest first.
  public List<GoldenRecord> list(Optional<BoardModel> model) {
    return records.list(model);
  }

  /// NOT_FOUND: no such set.
  public Outcome<GoldenRecord> show(String id) {
    return life.show(id);
  }

  private byte[] bytes() {
    var bytes = new byte[6];
    random.nextBytes(bytes);
    return bytes;
  }
}
