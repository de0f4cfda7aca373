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

/// Learns golden sets from siblings and puts them in force. A person decides; what siblings don't
/// share is shown and never accepted without a recorded reason.
public final class ManageGolden {
  private static final int MOST_SIBLINGS = 32;
  private static final int LONGEST_REASON = 500;
  private static final String NO_SET = "No golden set of this id.";

  private final GoldenRecords records;
  private final MachineRecords machines;
  private final AppraisalRecords appraisals;
  private final KnownLogs logs;
  private final AttestSignals signals;
  private final AuditLog audit;
  private final InstantSource clock;
  private final SecureRandom random;

  public ManageGolden(
      GoldenRecords records,
      MachineRecords machines,
      AppraisalRecords appraisals,
      KnownLogs logs,
      AttestSignals signals,
      AuditLog audit,
      InstantSource clock,
      SecureRandom random) {
    this.records = records;
    this.machines = machines;
    this.appraisals = appraisals;
    this.logs = logs;
    this.signals = signals;
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

  /// Drafts golden sets from the latest boots of these machines: authentic evidence whose log
  /// explained the quoted PCRs. INVALID: fewer than two machines and no reason, or too many;
  /// NOT_FOUND: an unknown machine; CONFLICT: one is not ACTIVE, of another model, or has no such
  /// boot, or two firmware versions are as common as each other.
  public Outcome<Drafted> draft(
      BoardModel model, List<MachineId> from, Optional<String> singleMachineReason, Principal by) {
    var distinct = from.stream().distinct().toList();
    if (distinct.isEmpty() || distinct.size() > MOST_SIBLINGS) {
      return declined(Decline.INVALID, "A golden set is learned from 1 to 32 machines.");
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
              undecided
                  ? draft.toGoldenSetAcceptingDifferences(id, layer)
                  : draft.toGoldenSet(id, layer),
              GoldenState.DRAFT,
              undecided,
              ofLayer(draft.differences(), layer),
              machineIds,
              by.name(),
              clock.instant(),
              Optional.empty(),
              note));
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
                    .with("model", set.set().boardModel())
                    .because(Optional.of(set.note())))
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
    return records
        .find(id)
        .<Outcome<GoldenRecord>>map(Outcome::done)
        .orElseGet(() -> declined(Decline.NOT_FOUND, NO_SET));
  }

  /// Puts a draft in force in place of the one before, and asks the model's machines to attest.
  /// NOT_FOUND: no such set; CONFLICT: it is no draft, or it holds undecided differences and no
  /// reason was given.
  public Outcome<GoldenRecord> approve(
      String id, Optional<String> acceptDifferencesReason, Principal by) {
    return show(id).then(golden -> approve(golden, acceptDifferencesReason, by));
  }

  private Outcome<GoldenRecord> approve(
      GoldenRecord golden, Optional<String> acceptDifferencesReason, Principal by) {
    var reason = acceptDifferencesReason.flatMap(text -> Text.written(text, LONGEST_REASON));
    if (golden.state() != GoldenState.DRAFT) {
      return declined(
          Decline.CONFLICT, "The set is " + golden.state() + "; only a draft can be approved.");
    }
    if (golden.undecided() && reason.isEmpty()) {
      return declined(
          Decline.CONFLICT,
          "The siblings differ in %d places where no rule says why. Look at the differences; to accept them all, say why in acceptDifferencesReason."
              .formatted(
                  golden.differences().stream()
                      .filter(one -> one.resolution() == Difference.Resolution.UNDECIDED)
                      .count()));
    }
    var note = golden.undecided() ? "Differences accepted: " + reason.orElseThrow() : "";
    var act =
        Act.by(by, ActKind.GOLDEN_APPROVED, Act.golden(golden.id())).because(Optional.of(note));
    var approval = new Approval(by.name(), clock.instant());
    if (!audit.recorded(act, () -> records.activate(golden.id(), approval, note))) {
      return declined(Decline.CONFLICT, "The set changed while you decided. Look at it again.");
    }
    signals.askAll(new BoardModel(golden.set().boardModel()));
    return show(golden.id());
  }

  /// Takes a set out of force. NOT_FOUND: no such set, or it is out of force already.
  public Outcome<GoldenRecord> retire(String id, Principal by) {
    var act = Act.by(by, ActKind.GOLDEN_RETIRED, Act.golden(id));
    if (!audit.recorded(act, () -> records.retire(id, by.name(), clock.instant()))) {
      return declined(Decline.NOT_FOUND, "No golden set of this id is a draft or in force.");
    }
    return show(id)
        .then(
            golden -> {
              signals.askAll(new BoardModel(golden.set().boardModel()));
              return done(golden);
            });
  }

  private byte[] bytes() {
    var bytes = new byte[6];
    random.nextBytes(bytes);
    return bytes;
  }
}
