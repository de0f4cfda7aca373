package dev.assay.verifier.service;

import static dev.assay.verifier.service.Outcome.declined;
import static dev.assay.verifier.service.Outcome.done;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/// Which OS image machines are held to: people name images, give roles and labels one each, and say
/// which role and labels a machine has. What a machine says of itself has no part in it.
///
/// A change is previewed as that of a golden set is, and takes effect when the machines attest
/// next, which they are asked to.
public final class ManageImages {
  private static final String CHANGED =
      "Roles, labels or images changed while you decided. Look at them again.";
  private static final String NO_IMAGE =
      "No OS image of this name. Add it first: `assay images add`.";

  private final ImageRecords images;
  private final MachineRecords machines;
  private final ViewFleet fleet;
  private final ImageChanges changes;
  private final AttestSignals signals;
  private final AuditLog audit;
  private final InstantSource clock;

  public ManageImages(
      ImageRecords images,
      MachineRecords machines,
      ViewFleet fleet,
      PreviewGolden preview,
      AttestSignals signals,
      AuditLog audit,
      InstantSource clock) {
    this.images = images;
    this.machines = machines;
    this.fleet = fleet;
    this.changes = new ImageChanges(preview);
    this.signals = signals;
    this.audit = audit;
    this.clock = clock;
  }

  /// In the order of their names.
  public List<ImageRecord> list() {
    return images.list();
  }

  /// Names an image. CONFLICT: one of this name exists.
  public Outcome<ImageRecord> add(OsImage image, Principal by) {
    return audit.recorded(
            Act.by(by, ActKind.OS_IMAGE_ADDED, Act.image(image)),
            () -> images.add(image, approval(by)))
        ? show(image)
        : declined(Decline.CONFLICT, "An OS image of this name exists.");
  }

  /// Gives a role or label this image. NOT_FOUND: no such image; CONFLICT: it has the image
  /// already, the labels of a machine would lead to two images, or machines would become UNTRUSTED
  /// and no reason was given.
  public Outcome<ImageRecord> assign(
      OsImage image, ImageHolder holder, Optional<String> forceChangesReason, Principal by) {
    var now = images.assignments();
    if (now.of(holder).equals(Optional.of(image))) {
      return declined(Decline.CONFLICT, holder.words() + " has this image.");
    }
    var then = now.with(holder, image);
    return show(image)
        .then(_ -> unambiguous(holder, then))
        .then(_ -> changes.agreed(machines.active(holder), then::of, forceChangesReason))
        .then(
            why ->
                audit.recorded(
                        act(ActKind.OS_IMAGE_ASSIGNED, image, holder, by).because(why),
                        () -> images.assign(image, holder, approval(by)))
                    ? askAll(image, holder)
                    : declined(Decline.CONFLICT, CHANGED));
  }

  private Outcome<ImageHolder> unambiguous(ImageHolder holder, ImageAssignments then) {
    for (var machine : machines.all(holder)) {
      var ambiguity = then.ambiguity(machine.labels());
      if (ambiguity.isPresent() && machine.state() != MachineState.RETIRED) {
        return declined(
            Decline.CONFLICT,
            "The labels of machine %s would lead to two OS images: %s. Take one of the labels away first."
                .formatted(machine.displayName(), ambiguity.get()));
      }
    }
    return done(holder);
  }

  /// Takes the image of a role or label away; its machines are held to what their labels say then,
  /// or to the image of their board model's name. CONFLICT: it has none, or machines would become
  /// UNTRUSTED and no reason was given.
  public Outcome<ImageRecord> unassign(
      ImageHolder holder, Optional<String> forceChangesReason, Principal by) {
    var now = images.assignments();
    var image = now.of(holder);
    if (image.isEmpty()) {
      return declined(Decline.CONFLICT, holder.words() + " has no OS image.");
    }
    return changes
        .agreed(machines.active(holder), now.without(holder)::of, forceChangesReason)
        .then(
            why ->
                audit.recorded(
                        act(ActKind.OS_IMAGE_UNASSIGNED, image.get(), holder, by).because(why),
                        () -> images.unassign(holder))
                    ? askAll(image.get(), holder)
                    : declined(Decline.CONFLICT, CHANGED));
  }

  /// Says which role a machine has; none, where it is empty. NOT_FOUND: no such machine; CONFLICT:
  /// it would become UNTRUSTED by its other image and no reason was given.
  public Outcome<MachineView> role(
      MachineId id, Optional<MachineRole> role, Optional<String> forceChangesReason, Principal by) {
    var act =
        Act.by(by, ActKind.MACHINE_ROLE_SET, Act.machine(id))
            .with("role", role.map(MachineRole::name).orElse("none"));
    var then = images.assignments();
    return found(id)
        .then(
            machine ->
                changes.agreed(
                    List.of(machine), one -> then.of(role, one.labels()), forceChangesReason))
        .then(why -> said(id, act.because(why), () -> machines.role(id, role)));
  }

  /// Says which labels a machine has. NOT_FOUND: no such machine; INVALID: nothing is changed, two
  /// things are said of one key, or there are too many; CONFLICT: its labels would lead to two
  /// images, or it would become UNTRUSTED by its other image and no reason was given.
  public Outcome<MachineView> labels(
      MachineId id, LabelChange change, Optional<String> forceChangesReason, Principal by) {
    if (!change.isClear()) {
      return declined(
          Decline.INVALID, "Say one thing of each key, in set or in remove, and of one at least.");
    }
    return found(id).then(machine -> label(machine, change, forceChangesReason, by));
  }

  private Outcome<MachineView> label(
      Machine machine, LabelChange change, Optional<String> forceChangesReason, Principal by) {
    var id = machine.id();
    var then = images.assignments();
    var labels = change.applied(machine.labels());
    var act = Act.by(by, ActKind.MACHINE_LABELS_SET, Act.machine(id)).with("labels", words(labels));
    return allowed(machine, labels, then)
        .then(
            _ ->
                changes.agreed(
                    List.of(machine), one -> then.of(one.role(), labels), forceChangesReason))
        .then(why -> said(id, act.because(why), () -> images.label(id, change)));
  }

  private static Outcome<Machine> allowed(
      Machine machine, List<MachineLabel> labels, ImageAssignments then) {
    if (labels.size() > LabelChange.MOST) {
      return declined(
          Decline.INVALID, "A machine has %d labels at most.".formatted(LabelChange.MOST));
    }
    var ambiguity = then.ambiguity(labels);
    return ambiguity.isEmpty()
        ? done(machine)
        : declined(
            Decline.CONFLICT,
            "The labels of machine %s would lead to two OS images: %s. Give it one of them."
                .formatted(machine.displayName(), ambiguity.get()));
  }

  private static String words(List<MachineLabel> labels) {
    return labels.isEmpty()
        ? "none"
        : labels.stream().map(MachineLabel::toString).collect(Collectors.joining(","));
  }

  private Outcome<Machine> found(MachineId id) {
    return machines
        .find(id)
        .<Outcome<Machine>>map(Outcome::done)
        .orElseGet(() -> declined(Decline.NOT_FOUND, ViewFleet.NO_MACHINE));
  }

  private Outcome<MachineView> said(MachineId id, Act act, BooleanSupplier change) {
    if (!audit.recorded(act, change)) {
      return declined(Decline.CONFLICT, CHANGED);
    }
    signals.ask(id);
    return fleet.machine(id);
  }

  private Outcome<ImageRecord> askAll(OsImage image, ImageHolder holder) {
    machines.active(holder).forEach(machine -> signals.ask(machine.id()));
    return show(image);
  }

  private static Act act(ActKind kind, OsImage image, ImageHolder holder, Principal by) {
    var act = Act.by(by, kind, Act.image(image));
    return switch (holder) {
      case MachineRole role -> act.with("role", role.name());
      case MachineLabel label -> act.with("label", label.toString());
    };
  }

  private Outcome<ImageRecord> show(OsImage image) {
    return images
        .find(image)
        .<Outcome<ImageRecord>>map(Outcome::done)
        .orElseGet(() -> declined(Decline.NOT_FOUND, NO_IMAGE));
  }

  private Approval approval(Principal by) {
    return new Approval(by.name(), clock.instant());
  }
}
