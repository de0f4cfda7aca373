package dev.assay.verifier.service.quarantine;

import dev.assay.verifier.service.AttestSignals;
import dev.assay.verifier.service.MachineId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// What time alone brings about: a suspect that gave no second quote, a machine that fell silent, a
/// release that all hooks have confirmed. Any number of verifiers may watch at once: each decision
/// looks at the machine again, under its lock.
public final class WatchQuarantine {
  private static final int INTERVALS = 3;
  private static final Duration ASKED_AGAIN_AFTER = Duration.ofSeconds(30);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final QuarantineRecords records;
  private final QuarantinePolicies policies;
  private final Duration interval;
  private final AttestSignals signals;
  private final InstantSource clock;
  // When this verifier last asked each suspect.
  private final Map<MachineId, Instant> asked = new HashMap<>();
  // When the last look began that came to its end.
  private Instant lastLook;
  // Since when machines could be heard, without a longer pause.
  private Instant heardSince;

  /// @param interval the usual one
  public WatchQuarantine(
      QuarantineRecords records,
      QuarantinePolicies policies,
      Duration interval,
      AttestSignals signals,
      InstantSource clock) {
    this.records = records;
    this.policies = policies;
    this.interval = interval;
    this.signals = signals;
    this.clock = clock;
    this.lastLook = clock.instant();
    this.heardSince = lastLook;
  }

  /// Looks once.
  public synchronized void look() {
    var now = clock.instant();
    if (now.isAfter(lastLook.plus(LONGEST_PAUSE))) {
      heardSince = now;
    }
    askAgain(now);
    if (couldHaveAnswered(now)) {
      all(records.overdue(now), _ -> new Occurrence.TimePassed(), now);
    }
    if (policies.mindSilence() && couldHaveHeard(now)) {
      all(records.silent(interval, now), WatchQuarantine::silence, now);
    }
    confirmReleases();
    lastLook = now;
  }

  /// Ends the releases of which every hook was told.
  public void confirmReleases() {
    all(records.confirmed(), _ -> new Occurrence.HooksConfirmed(), clock.instant());
  }

  /// The request that left with the first appraisal finds no stream where that was the first one on
  /// it, and may be lost with a verifier.
  private void askAgain(Instant now) {
    var suspects = Set.copyOf(records.suspects());
    asked.keySet().retainAll(suspects);
    for (var machine : suspects) {
      var last = asked.get(machine);
      if (last == null || !now.isBefore(last.plus(ASKED_AGAIN_AFTER))) {
        asked.put(machine, now);
        signals.ask(machine);
      }
    }
  }

  /// Whoever was asked by a verifier that then was away itself, or without its database, has the
  /// whole time again.
  private boolean couldHaveAnswered(Instant now) {
    return !now.isBefore(heardSince.plus(policies.longestConfirmation()));
  }

  /// A verifier that was away itself heard nobody.
  private boolean couldHaveHeard(Instant now) {
    return now.isAfter(heardSince.plus(interval.multipliedBy(INTERVALS + 1)));
  }

  private static Occurrence silence(Optional<Cause> latest) {
    return new Occurrence.WentSilent(Cause.silence(latest.map(Cause::firmware).orElse("")));
  }

  private void all(
      List<MachineId> machines, Function<Optional<Cause>, Occurrence> what, Instant now) {
    machines.forEach(machine -> records.decide(machine, what, now));
  }
}
