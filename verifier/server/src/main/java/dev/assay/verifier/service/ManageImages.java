package dev.assay.verifier.service;

import static dev.assay.verifier.service.Outcome.declined;
import static dev.assay.verifier.service.Outcome.done;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Which OS image machines are held to: people name images, give each role one, and say which role
/// a machine has. What a machine says of itself has no part in it.
///
/// A change is previewed as that of a golden set is, and takes effect when the machines attest
/// next, which they are asked to.
public final class ManageImages {
  private static final int LONGEST_REASON = 500;
  private static final String NO_IMAGE =
      "No OS image of this name. Add it first: `assay images add`.";

  private final ImageRecords images;
  private final MachineRecords machines;
  private final ViewFleet fleet;
  private final PreviewGolden preview;
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
    this.preview = preview;
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

  /// Gives a role this image. NOT_FOUND: no such image; CONFLICT: the role has it already, or
  /// machines would become UNTRUSTED and no reason was given.
  public Outcome<ImageRecord> assign(
      OsImage image, MachineRole role, Optional<String> forceChangesReason, Principal by) {
    return show(image)
        .then(_ -> agreed(machines.active(role), Optional.of(image), forceChangesReason))
        .then(
            why ->
                audit.recorded(
                        act(ActKind.OS_IMAGE_ASSIGNED, image, role, by).because(why),
                        () -> images.assign(image, role, approval(by)))
                    ? askAll(image, role)
                    : declined(Decline.CONFLICT, "Role %s has this image.".formatted(role)));
  }

  /// Takes a role's image away; its machines are held to the image of their board model's name
  /// then. CONFLICT: the role has none, or machines would become UNTRUSTED and no reason was given.
  public Outcome<ImageRecord> unassign(
      MachineRole role, Optional<String> forceChangesReason, Principal by) {
    var image = images.of(role);
    if (image.isEmpty()) {
      return declined(Decline.CONFLICT, "Role %s has no OS image.".formatted(role));
    }
    return agreed(machines.active(role), Optional.empty(), forceChangesReason)
        .then(
            why ->
                audit.recorded(
                        act(ActKind.OS_IMAGE_UNASSIGNED, image.get(), role, by).because(why),
                        () -> images.unassign(role))
                    ? askAll(image.get(), role)
                    : declined(Decline.CONFLICT, "Role %s has no OS image.".formatted(role)));
  }

  /// Says which role a machine has; none, where it is empty. NOT_FOUND: no such machine; CONFLICT:
  /// it would become UNTRUSTED by its other image and no reason was given.
  public Outcome<MachineView> role(
      MachineId id, Optional<MachineRole> role, Optional<String> forceChangesReason, Principal by) {
    var machine = machines.find(id);
    if (machine.isEmpty()) {
      return declined(Decline.NOT_FOUND, ViewFleet.NO_MACHINE);
    }
    var act =
        Act.by(by, ActKind.MACHINE_ROLE_SET, Act.machine(id))
            .with("role", role.map(MachineRole::name).orElse("none"));
    return agreed(machine.stream().toList(), role.flatMap(images::of), forceChangesReason)
        .then(
            why -> {
              if (!audit.recorded(act.because(why), () -> machines.role(id, role))) {
                return declined(Decline.NOT_FOUND, ViewFleet.NO_MACHINE);
              }
              signals.ask(id);
              return fleet.machine(id);
            });
  }

  private Outcome<Optional<String>> agreed(
      List<Machine> of, Optional<OsImage> image, Optional<String> forceChangesReason) {
    var why = forceChangesReason.flatMap(text -> Text.written(text, LONGEST_REASON));
    var seen = preview.image(of, image);
    return seen.untrusted().isEmpty() || why.isPresent()
        ? done(why)
        : declined(
            Decline.CONFLICT,
            seen.words() + ". To go on, say why in forceChangesReason (--force-changes).");
  }

  private Outcome<ImageRecord> askAll(OsImage image, MachineRole role) {
    machines.active(role).forEach(machine -> signals.ask(machine.id()));
    return show(image);
  }

  private static Act act(ActKind kind, OsImage image, MachineRole role, Principal by) {
    return Act.by(by, kind, Act.image(image)).with("role", role.name());
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
