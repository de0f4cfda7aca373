package dev.assay.verifier.service.hooks;

import static dev.assay.verifier.service.Outcome.declined;
import static dev.assay.verifier.service.Outcome.done;

import dev.assay.verifier.service.Act;
import dev.assay.verifier.service.ActKind;
import dev.assay.verifier.service.AuditLog;
import dev.assay.verifier.service.Decline;
import dev.assay.verifier.service.Outcome;
import dev.assay.verifier.service.Principal;
import dev.assay.verifier.service.hooks.HookRecords.HookStatus;
import dev.assay.verifier.service.hooks.Outbox.Dead;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/// What a person may see and do about hooks.
public final class ManageHooks {
  private static final String NO_HOOK = "No hook of this name is configured.";
  private static final int MOST_DEAD = 1_000;

  private final HookRecords records;
  private final Outbox outbox;
  private final HookCalls calls;
  private final AuditLog audit;
  private final InstantSource clock;

  public ManageHooks(
      HookRecords records, Outbox outbox, HookCalls calls, AuditLog audit, InstantSource clock) {
    this.records = records;
    this.outbox = outbox;
    this.calls = calls;
    this.audit = audit;
    this.clock = clock;
  }

  public List<HookStatus> list() {
    return records.list();
  }

  /// REFUSED: a command, which only the verifier's own configuration may name; CONFLICT: the name
  /// is taken.
  public Outcome<Hook> add(Hook hook, Principal by) {
    if (hook.target() instanceof HookTarget.Command) {
      return declined(
          Decline.REFUSED,
          "A command runs as the verifier: configure it in the file that ASSAY_HOOKS names.");
    }
    var act = Act.by(by, ActKind.HOOK_ADDED, Act.hook(hook.name())).with("target", target(hook));
    return audit.recorded(act, () -> records.add(hook))
        ? done(hook)
        : declined(Decline.CONFLICT, "A hook of this name is configured already.");
  }

  /// NOT_FOUND: no such hook; CONFLICT: it stands in the verifier's configuration.
  public Outcome<Hook> remove(String name, Principal by) {
    var found = records.find(name);
    if (found.isEmpty()) {
      return declined(Decline.NOT_FOUND, NO_HOOK);
    }
    var act = Act.by(by, ActKind.HOOK_REMOVED, Act.hook(name));
    return audit.recorded(act, () -> records.remove(name, Hook.Origin.API))
        ? done(found.get())
        : declined(
            Decline.CONFLICT,
            "The hook stands in the file that ASSAY_HOOKS names: remove it there and restart, or"
                + " pause it.");
  }

  /// NOT_FOUND: no such hook.
  public Outcome<Hook> pause(String name, boolean paused, Principal by) {
    var kind = paused ? ActKind.HOOK_PAUSED : ActKind.HOOK_UNPAUSED;
    audit.recorded(Act.by(by, kind, Act.hook(name)), () -> records.pause(name, paused));
    return found(name);
  }

  /// Calls the receiver once with a test event. NOT_FOUND: no such hook.
  public Outcome<Attempt> test(String name, Principal by) {
    return found(name)
        .then(
            hook -> {
              var event = new AtomicReference<OutgoingEvent>();
              audit.doneAndRecorded(
                  Act.by(by, ActKind.HOOK_TESTED, Act.hook(name)),
                  () -> event.set(outbox.test(name, by.name(), clock.instant())));
              return done(calls.call(hook, Objects.requireNonNull(event.get())));
            });
  }

  public List<Dead> dead() {
    return outbox.dead(MOST_DEAD);
  }

  /// Makes what was given up due again: one delivery, all of a hook, or all. NOT_FOUND: nothing of
  /// the kind was given up.
  public Outcome<Integer> resend(Optional<Long> delivery, Optional<String> hook, Principal by) {
    var on = delivery.map(id -> "delivery:" + id).or(() -> hook.map(Act::hook)).orElse("hooks:all");
    var again = new AtomicInteger();
    audit.recorded(
        Act.by(by, ActKind.DELIVERIES_RESENT, on),
        () -> {
          again.set(outbox.resend(delivery, hook, clock.instant()));
          return again.get() > 0;
        });
    return again.get() > 0
        ? done(again.get())
        : declined(Decline.NOT_FOUND, "No such delivery was given up.");
  }

  private static String target(Hook hook) {
    return switch (hook.target()) {
      case HookTarget.Webhook webhook -> webhook.url();
      case HookTarget.Command command -> String.join(" ", command.command());
      case HookTarget.Kubernetes cluster ->
          cluster.kubeconfig().map(SecretRef::toString).orElse("the verifier's own cluster");
    };
  }

  private Outcome<Hook> found(String name) {
    return records
        .find(name)
        .<Outcome<Hook>>map(Outcome::done)
        .orElseGet(() -> declined(Decline.NOT_FOUND, NO_HOOK));
  }
}
