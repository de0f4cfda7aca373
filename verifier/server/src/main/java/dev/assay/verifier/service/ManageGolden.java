package dev.assay.verifier.service;

import static dev.assay.verifier.service.Outcome.declined;
import static dev.assay.verifier.service.Outcome.done;

import dev.assay.appraisal.LogCheck;
import dev.assay.appraisal.eventlog.PreparedLog;
import dev.assay.appraisal.golden.ComponentLearner;
import dev.assay.appraisal.golden.ComponentRule;
import dev.assay.appraisal.golden.Decision;
import dev.assay.appraisal.golden.GoldenDraft;
import dev.assay.appraisal.golden.GoldenLearner;
import dev.assay.appraisal.golden.GoldenSet;
import dev.assay.appraisal.golden.Layer;
import dev.assay.appraisal.golden.LearnedComponents;
import dev.assay.appraisal.golden.Provenance;
import dev.assay.appraisal.golden.Sibling;
import dev.assay.verifier.service.AppraisalRecords.ReplayedBoot;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// Learns golden sets from siblings. A person decides; what siblings don't share is shown and never
/// accepted without a recorded reason.
public final class ManageGolden {
  private static final int LONGEST_REASON = 500;

  private final GoldenRecords records;
  private final GoldenLife life;
  private final MachineRecords machines;
  private final AppraisalRecords appraisals;
  private final InventoryRecords inventories;
  private final KnownLogs logs;
  private final AuditLog audit;
  private final InstantSource clock;
  private final SecureRandom random;

  public ManageGolden(
      GoldenRecords records,
      GoldenLife life,
      MachineRecords machines,
      AppraisalRecords appraisals,
      InventoryRecords inventories,
      KnownLogs logs,
      AuditLog audit,
      InstantSource clock,
      SecureRandom random) {
    this.records = records;
    this.life = life;
    this.machines = machines;
    this.appraisals = appraisals;
    this.inventories = inventories;
    this.logs = logs;
    this.audit = audit;
    this.clock = clock;
    this.random = random;
  }

  /// Drafts of both layers.
  ///
  /// @param learning what the siblings showed
  public record Drafted(List<GoldenRecord> sets, Learning learning) {
    public Drafted {
      sets = List.copyOf(sets);
    }
  }

  /// A machine that was learned from, the appraisal of its boot, the image that it is held to and
  /// the shipment that it came with.
  private record Source(
      MachineId machine, long appraisalId, OsImage image, Optional<String> shipment) {}

  /// Learns golden sets of both layers and puts forward those in which nothing is undecided; the
  /// others stay drafts. Declines as [#draft] does.
  public Outcome<Drafted> propose(LearnOrder order, Principal by) {
    return draft(order, by).then(drafted -> putForward(drafted, by));
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
    return done(new Drafted(sets, drafted.learning()));
  }

  /// Drafts golden sets from the latest boots of these machines: authentic evidence whose log
  /// explained the quoted PCRs. Logs are read one after the other, and none is kept. INVALID: one
  /// machine and no reason, or a quorum that is none; NOT_FOUND: an unknown machine; CONFLICT: one
  /// is not ACTIVE, of another model, or has no such boot, they have several OS images and none was
  /// named, or nothing follows from them.
  public Outcome<Drafted> draft(LearnOrder order, Principal by) {
    var learner = new GoldenLearner();
    var sources = new HashMap<String, Source>();
    for (var id : order.from().isEmpty() ? attested(order.model()) : order.from()) {
      switch (learn(learner, order.model(), id, sources)) {
        case Outcome.Done<Source> _ -> {}
        case Outcome.Declined<Source> declined -> {
          return declined.as();
        }
      }
    }
    try {
      return decided(learned(learner, order), sources, order, by);
    } catch (IllegalArgumentException e) {
      return declined(
          Decline.CONFLICT,
          "No golden set follows from these machines: %s.".formatted(e.getMessage()));
    }
  }

  private static GoldenDraft learned(GoldenLearner learner, LearnOrder order) {
    var model = order.model().name();
    return order.firmwareVersion().isPresent()
        ? learner.draft(model, order.quorum(), order.firmwareVersion().get())
        : learner.draft(model, order.quorum());
  }

  private List<MachineId> attested(BoardModel model) {
    return machines.active(model).stream()
        .map(Machine::id)
        .filter(id -> appraisals.latestReplayed(id).isPresent())
        .toList();
  }

  private Outcome<Source> learn(
      GoldenLearner learner, BoardModel model, MachineId id, Map<String, Source> sources) {
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
    var log = boot.flatMap(this::readable);
    if (log.isEmpty()) {
      return declined(
          Decline.CONFLICT,
          "Machine "
              + machine.displayName()
              + " has no authentic evidence yet whose event log explains its PCRs. Let it attest"
              + " first.");
    }
    var name = machine.displayName() + " (" + id.brief() + ")";
    learner.add(new Sibling(name, log.get().replay(), LogCheck.oddities(log.get().log())));
    var image = HeldTo.of(model, machine.image()).image();
    var shipment = machine.manifest().map(OnManifest::shipment);
    var source = new Source(id, boot.get().appraisalId(), image, shipment);
    sources.put(name, source);
    return done(source);
  }

  private Optional<PreparedLog.Readable> readable(ReplayedBoot boot) {
    return logs.read(boot.logSha256())
        .filter(PreparedLog.Readable.class::isInstance)
        .map(PreparedLog.Readable.class::cast);
  }

  private Outcome<Drafted> decided(
      GoldenDraft draft, Map<String, Source> sources, LearnOrder order, Principal by) {
    var reason = order.singleMachineReason().flatMap(text -> Text.written(text, LONGEST_REASON));
    if (draft.machines() == 1 && reason.isEmpty()) {
      return declined(
          Decline.INVALID,
          "One machine alone can't tell what is normal. Name a sibling, or say in"
              + " singleMachineReason why one is enough.");
    }
    var unlearned =
        order.layers().stream().flatMap(layer -> draft.unlearned(layer).stream()).toList();
    if (!unlearned.isEmpty()) {
      return declined(
          Decline.CONFLICT,
          "The machines differ too much in %s to be learned from. Name fewer, of one kind."
              .formatted(unlearned));
    }
    var image = image(sources, order);
    if (image.isEmpty() && order.layers().contains(Layer.OS)) {
      return declined(
          Decline.CONFLICT,
          "The machines have several OS images. Name one with osImage (--os-image), learn from"
              + " machines of one, or learn the firmware alone (--layer firmware).");
    }
    var single = reason.filter(_ -> draft.machines() == 1);
    var decisions =
        single.stream()
            .map(
                why -> new Decision(Decision.Kind.SINGLE_MACHINE, Optional.empty(), by.name(), why))
            .toList();
    var made = draft.provenance(by.name(), clock.instant(), decisions, shipments(sources));
    var note = single.map(why -> "Learned from one machine: " + why).orElse("");
    return done(
        keep(
            draft,
            components(draft, made, sources, order),
            made,
            sources,
            subjects(order, image),
            new GoldenStep(GoldenState.DRAFT, by.name(), made.at(), note),
            by));
  }

  private static Map<String, String> shipments(Map<String, Source> sources) {
    var shipments = new HashMap<String, String>();
    sources.forEach((name, source) -> source.shipment().ifPresent(one -> shipments.put(name, one)));
    return shipments;
  }

  /// What the set of the OS is for; empty where the machines don't agree on it.
  private static Optional<OsImage> image(Map<String, Source> sources, LearnOrder order) {
    var images = sources.values().stream().map(Source::image).distinct().toList();
    return order.osImage().or(() -> images.stream().findFirst().filter(_ -> images.size() == 1));
  }

  private static List<GoldenSubject> subjects(LearnOrder order, Optional<OsImage> image) {
    var held = HeldTo.of(order.model(), image);
    return Stream.of(Layer.values()).filter(order.layers()::contains).map(held::subject).toList();
  }

  /// What the machines report, as they did last.
  private LearnedComponents components(
      GoldenDraft draft, Provenance made, Map<String, Source> sources, LearnOrder order) {
    var learner = new ComponentLearner();
    if (order.layers().contains(Layer.FIRMWARE) && order.components() != ComponentRule.NONE) {
      for (var source : made.sources()) {
        inventories
            .find(source(source.name(), sources).machine())
            .map(reported -> ComponentKinds.lists(reported.inventory()))
            .ifPresent(
                lists ->
                    lists.forEach(
                        (list, components) -> learner.add(source.name(), list, components)));
      }
    }
    return learner.learn(order.components(), draft.machines(), draft.quorum());
  }

  private static Source source(String name, Map<String, Source> sources) {
    return Objects.requireNonNull(sources.get(name), name);
  }

  private Drafted keep(
      GoldenDraft draft,
      LearnedComponents components,
      Provenance made,
      Map<String, Source> sources,
      List<GoldenSubject> subjects,
      GoldenStep step,
      Principal by) {
    var series = HexFormat.of().formatHex(bytes());
    var learning = Learning.of(draft, components);
    var learnedFrom =
        made.sources().stream().map(source -> source(source.name(), sources)).toList();
    var sets = new ArrayList<GoldenRecord>();
    for (var subject : subjects) {
      var layer = subject.layer();
      var id = series + "-" + layer.name().toLowerCase(Locale.ROOT);
      sets.add(
          new GoldenRecord(
              new StoredGolden(
                  learned(draft, components, id, subject, made), Optional.empty(), List.of()),
              GoldenState.DRAFT,
              draft.undecided(layer),
              learning.of(layer),
              learnedFrom.stream().map(Source::machine).toList(),
              List.of(step),
              Optional.empty(),
              Optional.empty()));
    }
    var appraisalIds = learnedFrom.stream().map(Source::appraisalId).toList();
    audit.doneAndRecorded(drafted(sets, by), () -> records.add(sets, appraisalIds));
    return new Drafted(sets, learning);
  }

  private static GoldenSet learned(
      GoldenDraft draft,
      LearnedComponents components,
      String id,
      GoldenSubject subject,
      Provenance made) {
    var set = draft.toGoldenSetAcceptingDifferences(id, subject.name(), subject.layer(), made);
    return subject.layer() == Layer.FIRMWARE
        ? components.expected().map(set::expecting).orElse(set)
        : set;
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
