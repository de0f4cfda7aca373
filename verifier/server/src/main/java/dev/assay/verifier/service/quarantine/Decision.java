package dev.assay.verifier.service.quarantine;

import dev.assay.appraisal.Verdict;
import dev.assay.verifier.service.quarantine.Decided.Refused;
import dev.assay.verifier.service.quarantine.Decided.Step;
import dev.assay.verifier.service.quarantine.Effect.Announce;
import dev.assay.verifier.service.quarantine.Quarantine.Reason;
import java.time.Instant;
import java.util.Optional;

/// The decision on one machine: where it stands and what happened in, where it stands then and what
/// is to be done out. Reads no clock, store or network.
public final class Decision {
  private final Quarantine now;
  private final QuarantinePolicy policy;
  private final Gate gate;
  private final Instant at;

  private Decision(Quarantine now, QuarantinePolicy policy, Gate gate, Instant at) {
    this.now = now;
    this.policy = policy;
    this.gate = gate;
    this.at = at;
  }

  /// Decides.
  public static Decided decide(
      Quarantine now, Occurrence occurrence, QuarantinePolicy policy, Gate gate, Instant at) {
    return new Decision(now.under(policy.mode()), policy, gate, at).on(occurrence);
  }

  private Decided on(Occurrence occurrence) {
    return switch (occurrence) {
      case Occurrence.Appraised(var cause) -> appraised(cause);
      case Occurrence.WentStale() -> same();
      case Occurrence.WentSilent(var cause) -> silent(cause);
      case Occurrence.TimePassed() -> timePassed();
      case Occurrence.HooksConfirmed() -> hooksConfirmed();
      case Occurrence.Added(var by, var reason) -> added(Reason.of(by, reason));
      case Occurrence.Approved(var by, var reason) -> approved(Reason.of(by, reason));
      case Occurrence.Released released -> released(released);
      case Occurrence.Resumed resumed -> resumed(resumed);
    };
  }

  private Step same() {
    return Step.to(now);
  }

  private Step appraised(Cause cause) {
    return switch (now.state()) {
      case NONE, RELEASING -> first(cause);
      case SUSPECT -> second(cause);
      case HELD, QUARANTINED -> whileOut(cause);
    };
  }

  private Step first(Cause cause) {
    if (policy.on(cause) != Reaction.QUARANTINE) {
      return noted(policy.on(cause), cause);
    }
    if (now.pardons(cause)) {
      return same();
    }
    if (!policy.confirm()) {
      return quarantine(Reason.of(cause), cause);
    }
    var suspect = now.suspect(policy.mode(), at, at.plus(policy.confirmWithin()), Reason.of(cause));
    var suspected = announce(EventKind.SUSPECTED, policy.mode(), Reason.of(cause));
    return policy.mode() == Mode.RECORD
        ? Step.to(suspect, suspected)
        : Step.to(suspect, suspected, new Effect.ConfirmByFreshQuote());
  }

  /// Says each thing once: while the machine shows the same, nothing is said again.
  private Step noted(Reaction reaction, Cause cause) {
    if (now.state() != QuarantineState.NONE) {
      return same();
    }
    if (cause.verdict() == Verdict.TRUSTED && reaction == Reaction.IGNORE) {
      return Step.to(now.noting(Optional.empty()).pardoning(Optional.empty()));
    }
    boolean said = now.cause().map(Cause::likeness).equals(Optional.of(cause.likeness()));
    if (said || reaction == Reaction.IGNORE) {
      return same();
    }
    var kind = reaction == Reaction.WARN ? EventKind.WARNED : EventKind.NOTED;
    return Step.to(now.noting(Optional.of(cause)), announce(kind, policy.mode(), Reason.of(cause)));
  }

  private Step second(Cause cause) {
    if (policy.on(cause) == Reaction.QUARANTINE) {
      return quarantine(Reason.of(cause), cause);
    }
    // An answer that shows less than the first one doesn't clear: evidence could be held back.
    return policy.clears(cause)
        ? Step.to(
            now.none(now.mode(), at, Optional.empty(), cause.message()),
            announce(EventKind.CLEARED, now.mode(), Reason.of(cause)))
        : same();
  }

  private Step whileOut(Cause cause) {
    if (policy.cleanToRelease() == 0 || now.byHand()) {
      return same();
    }
    int clean = cause.verdict() == Verdict.TRUSTED ? now.clean() + 1 : 0;
    return clean < policy.cleanToRelease()
        ? Step.to(now.clean(clean))
        : release(
            new Reason(
                Optional.empty(),
                "%d appraisals in a row said TRUSTED.".formatted(clean),
                Optional.of(cause)));
  }

  private Step silent(Cause cause) {
    if (now.state() != QuarantineState.NONE) {
      return same();
    }
    return switch (policy.reactions().silence()) {
      // Kept all the same: whoever is known to be silent is not looked at again.
      case IGNORE -> Step.to(now.noting(Optional.of(cause)));
      case RECORD -> noted(Reaction.RECORD, cause);
      case WARN -> noted(Reaction.WARN, cause);
      case QUARANTINE ->
          now.pardons(cause)
              ? Step.to(now.noting(Optional.of(cause)))
              : quarantine(Reason.of(cause), cause);
    };
  }

  private Step timePassed() {
    return now.confirmBy()
        .filter(until -> !at.isBefore(until))
        .flatMap(_ -> now.cause())
        .map(
            cause ->
                quarantine(
                    new Reason(
                        Optional.empty(),
                        "It gave no second quote in time. " + cause.message(),
                        Optional.of(cause)),
                    cause))
        .orElseGet(this::same);
  }

  private Step hooksConfirmed() {
    return now.state() == QuarantineState.RELEASING
        ? Step.to(now.none(now.mode(), at, now.by(), now.reason()))
        : same();
  }

  private Step quarantine(Reason why, Cause cause) {
    var mode = policy.mode();
    return switch (gate.room()) {
      case Room.Within() ->
          Step.to(
              now.moved(QuarantineState.QUARANTINED, mode, at, why),
              new Effect.Spend(mode, cause),
              announce(EventKind.QUARANTINED, mode, why));
      case Room.Exceeded exceeded ->
          Step.to(
              now.moved(QuarantineState.HELD, mode, at, why),
              announce(EventKind.HELD, mode, why),
              new Effect.Hold(mode, exceeded, cause));
    };
  }

  private Decided added(Reason why) {
    return now.state() == QuarantineState.QUARANTINED
        ? new Refused("The machine is QUARANTINED already.")
        : byPerson(why);
  }

  private Decided approved(Reason why) {
    return now.state() == QuarantineState.HELD
        ? byPerson(why)
        : new Refused(
            "The machine is %s; only a HELD one can be approved for quarantine."
                .formatted(now.state()));
  }

  private Step byPerson(Reason why) {
    return Step.to(
        now.moved(QuarantineState.QUARANTINED, policy.mode(), at, why),
        announce(EventKind.QUARANTINED, policy.mode(), why));
  }

  private Decided released(Occurrence.Released released) {
    if (now.state() == QuarantineState.NONE) {
      return new Refused("The machine is not in quarantine.");
    }
    if (now.state() == QuarantineState.RELEASING) {
      return Step.to(now.none(now.mode(), at, Optional.of(released.by()), released.reason()));
    }
    var against = released.latest().filter(cause -> !policy.clears(cause));
    if (against.isPresent() && !released.acceptUntrusted()) {
      return new Refused(
          "Its latest appraisal still speaks against it. Repair it and let it attest, or release it"
              + " with acceptUntrusted.");
    }
    var step = release(Reason.of(released.by(), released.reason()));
    return pardoning(against.or(this::silence), step);
  }

  private Step resumed(Occurrence.Resumed resumed) {
    boolean out =
        now.state() == QuarantineState.HELD
            || (now.state() == QuarantineState.QUARANTINED && !now.byHand());
    return out && resumed.latest().filter(policy::clears).isPresent()
        ? pardoning(silence(), release(Reason.of(resumed.by(), resumed.reason())))
        : same();
  }

  private Optional<Cause> silence() {
    return now.cause().filter(Cause::isSilence);
  }

  private static Step pardoning(Optional<Cause> cause, Step step) {
    return new Step(step.next().pardoning(cause.map(Cause::likeness)), step.effects());
  }

  /// What the hooks were told is undone through them; else there is nothing to wait for. Who was
  /// never said to be out is not said to be back.
  private Step release(Reason why) {
    boolean out = now.state() == QuarantineState.QUARANTINED;
    boolean told = out && now.mode() == Mode.ACT;
    var next =
        told
            ? now.moved(QuarantineState.RELEASING, now.mode(), at, why)
            : now.none(now.mode(), at, why.by(), why.words());
    var kind = out ? EventKind.RELEASED : EventKind.CLEARED;
    return Step.to(next, announce(kind, now.mode(), why));
  }

  private Announce announce(EventKind kind, Mode mode, Reason why) {
    return new Announce(kind, mode, why.by(), why.words(), why.cause().or(now::cause));
  }
}
