package dev.assay.verifier.store;

import dev.assay.appraisal.Proven;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.verifier.service.Act;
import dev.assay.verifier.service.ActKind;
import dev.assay.verifier.service.AuditLog;
import dev.assay.verifier.service.MachineState;
import dev.assay.verifier.service.NewAppraisal;
import dev.assay.verifier.service.quarantine.BlastRadius;
import dev.assay.verifier.service.quarantine.Cause;
import dev.assay.verifier.service.quarantine.Common;
import dev.assay.verifier.service.quarantine.Decided;
import dev.assay.verifier.service.quarantine.Decision;
import dev.assay.verifier.service.quarantine.Effect;
import dev.assay.verifier.service.quarantine.EventKind;
import dev.assay.verifier.service.quarantine.Occurrence;
import dev.assay.verifier.service.quarantine.Quarantine;
import dev.assay.verifier.service.quarantine.QuarantinePolicies;
import dev.assay.verifier.service.quarantine.QuarantineState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Carries a decision out within the caller's transaction: the new state, the budgets, the events
/// and their deliveries, and the question for a second quote, which goes out when the transaction
/// is kept and not before. The caller holds the lock on the machine's row. Locks are taken in the
/// order machine, gate, cursor, audit log.
public final class QuarantineLedger {
  private final QuarantinePolicies policies;
  private final QuarantineBudget budget;
  private final AuditLog audit;

  public QuarantineLedger(QuarantinePolicies policies, BlastRadius radius, AuditLog audit) {
    this.policies = policies;
    this.budget = new QuarantineBudget(radius);
    this.audit = audit;
  }

  /// What an appraisal that was just kept leads to. One of a machine that nobody approved leads to
  /// nothing.
  void appraised(Handle handle, NewAppraisal appraisal, Digest evidence) {
    if (appraisal.machine().state() != MachineState.ACTIVE) {
      return;
    }
    var subject = Subject.of(appraisal);
    var cause =
        Cause.of(
            appraisal.verdict(),
            appraisal.findings(),
            appraisal.proven().map(Proven::goldenSetIds).orElse(List.of()),
            appraisal.logSha256(),
            subject.firmware(),
            Optional.of(evidence));
    decide(handle, subject, new Occurrence.Appraised(cause), appraisal.at());
  }

  Decided decide(Handle handle, Subject subject, Occurrence occurrence, Instant at) {
    var before = QuarantineRows.of(handle, subject.id());
    var policy = policies.of(subject.model(), role(handle, subject)).policy();
    var decided =
        Decision.decide(
            before, occurrence, policy, () -> budget.room(handle, subject, policy.mode(), at), at);
    if (decided instanceof Decided.Step step) {
      keep(handle, subject, before, step, at);
    }
    return decided;
  }

  /// Asked for only where a rule goes by it.
  private Optional<String> role(Handle handle, Subject subject) {
    return policies.goByRole()
        ? handle
            .createQuery("SELECT role FROM machine WHERE id = :id AND role IS NOT NULL")
            .bind("id", subject.id().value())
            .mapTo(String.class)
            .findOne()
        : Optional.empty();
  }

  private void keep(
      Handle handle, Subject subject, Quarantine before, Decided.Step step, Instant at) {
    if (!step.next().equals(before)) {
      QuarantineRows.keep(handle, subject.id(), step.next());
    }
    for (var effect : step.effects()) {
      carryOut(handle, subject, step.next(), effect, at);
    }
    for (var effect : step.effects()) {
      if (effect instanceof Effect.Announce announce) {
        tell(subject, before.state(), announce);
      }
    }
  }

  /// What a rule decides is told in the audit log as what a person decides is; a person's act tells
  /// of itself. Last, because writers of that log wait for each other.
  private void tell(Subject subject, QuarantineState before, Effect.Announce announce) {
    if (announce.by().isPresent()) {
      return;
    }
    kind(before, announce.kind())
        .map(kind -> Act.ofTheVerifier(kind, Act.machine(subject.id())))
        .map(act -> act.because(Optional.of(announce.reason())))
        .map(act -> act.with("mode", announce.mode().name()))
        .map(act -> judging(act, announce))
        .ifPresent(act -> audit.doneAndRecorded(act, () -> {}));
  }

  private static Act judging(Act act, Effect.Announce announce) {
    return announce.cause().flatMap(Cause::evidence).map(act::judging).orElse(act);
  }

  private static Optional<ActKind> kind(QuarantineState before, EventKind kind) {
    return switch (kind) {
      case QUARANTINED -> Optional.of(ActKind.MACHINE_QUARANTINED);
      case HELD -> Optional.of(ActKind.MACHINE_HELD);
      case RELEASED -> Optional.of(ActKind.MACHINE_RELEASED);
      case CLEARED ->
          Optional.of(ActKind.MACHINE_RELEASED).filter(_ -> before == QuarantineState.HELD);
      case SUSPECTED, NOTED, WARNED, LIMIT_REACHED, TEST -> Optional.empty();
    };
  }

  private void carryOut(
      Handle handle, Subject subject, Quarantine next, Effect effect, Instant at) {
    switch (effect) {
      case Effect.ConfirmByFreshQuote() ->
          SignalStore.send(handle, SignalStore.ASK + subject.id().toHex());
      case Effect.Announce announce -> announce(handle, subject, next, announce, at);
      case Effect.Spend(var mode, var cause) -> budget.spend(handle, subject, mode, cause, at);
      case Effect.Hold hold -> hold(handle, subject, hold, at);
    }
  }

  private void announce(
      Handle handle, Subject subject, Quarantine next, Effect.Announce announce, Instant at) {
    var kept =
        EventLedger.keep(
            handle,
            NewEvent.of(announce, subject, RackStore.of(handle, subject.id()), next.state()),
            at);
    if (next.state() != QuarantineState.RELEASING) {
      return;
    }
    if (kept.waiting() == 0) {
      decide(handle, subject, new Occurrence.HooksConfirmed(), at);
    } else {
      handle
          .createUpdate("UPDATE quarantine SET release_event = :event WHERE machine_id = :machine")
          .bind("event", kept.event().cursor())
          .bind("machine", subject.id().value())
          .execute();
    }
  }

  // The gate is held: the decision to hold came from it.
  private void hold(Handle handle, Subject subject, Effect.Hold hold, Instant at) {
    long episode =
        open(handle, subject, hold, at).orElseGet(() -> begin(handle, subject, hold, at));
    handle
        .createUpdate("UPDATE quarantine SET episode = :episode WHERE machine_id = :machine")
        .bind("episode", episode)
        .bind("machine", subject.id().value())
        .execute();
  }

  /// One cause is one episode and one alert, whichever budget it used up first: a machine joins
  /// those that failed for the same as itself, or that are held under the same budget since within
  /// its window. Who is retired leaves its episode.
  private Optional<Long> open(Handle handle, Subject subject, Effect.Hold hold, Instant at) {
    return handle
        .createQuery(
            """
            SELECT e.id FROM quarantine_episode e
            WHERE e.mode = :mode AND (e.scope = :scope AND e.opened_at > :after
                    OR e.board_model = :model AND e.finding = :finding AND e.golden_sets = CAST(:golden_sets AS text[]))
                AND EXISTS (SELECT FROM quarantine q WHERE q.episode = e.id AND q.state = 'HELD')
            ORDER BY e.finding = :finding AND e.golden_sets = CAST(:golden_sets AS text[]) DESC, e.id DESC LIMIT 1
            """)
        .bind("scope", hold.why().scope().said())
        .bind("after", at.minus(budget.radius().window()))
        .bind("mode", hold.mode().name())
        .bind("model", subject.modelName())
        .bind("finding", hold.cause().finding())
        .bindArray("golden_sets", String.class, hold.cause().goldenSets())
        .mapTo(Long.class)
        .findOne();
  }

  private long begin(Handle handle, Subject subject, Effect.Hold hold, Instant at) {
    var failed = budget.failed(handle, hold.why().scope(), hold.mode(), subject, hold.cause(), at);
    EventLedger.keep(handle, NewEvent.limit(hold, budget.radius().window(), Common.of(failed)), at);
    return handle
        .createQuery(
            """
            INSERT INTO quarantine_episode (scope, mode, opened_at, board_model, finding, golden_sets)
            VALUES (:scope, :mode, :at, :model, :finding, :golden_sets) RETURNING id
            """)
        .bind("scope", hold.why().scope().said())
        .bind("model", subject.modelName())
        .bind("finding", hold.cause().finding())
        .bindArray("golden_sets", String.class, hold.cause().goldenSets())
        .bind("mode", hold.mode().name())
        .bind("at", at)
        .mapTo(Long.class)
        .one();
  }
}
