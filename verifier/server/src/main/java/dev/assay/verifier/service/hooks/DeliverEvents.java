package dev.assay.verifier.service.hooks;

import dev.assay.verifier.service.StoreUnavailable;
import dev.assay.verifier.service.hooks.Outbox.Leased;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// Carries events to their receivers until it is closed. Each hook has a few calls of its own at a
/// time, so that a receiver which hangs keeps nobody else waiting. Any number of verifiers on one
/// database share the work.
public final class DeliverEvents implements Runnable, AutoCloseable {
  /// Calls at a time, per hook and verifier.
  static final int WIDTH = 8;

  private static final Duration LEASE = Duration.ofSeconds(HookCalls.LONGEST_SECONDS + 10L);
  private static final Duration LONGEST_CLOSED = Duration.ofMinutes(1);
  private static final Duration DRAIN = Duration.ofSeconds(15);
  private static final long IDLE_MILLIS = 1_000;

  private final Outbox outbox;
  private final HookCalls calls;
  private final Runnable afterDelivery;
  private final Consumer<RuntimeException> bugs;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final String holder = UUID.randomUUID().toString();
  private final Map<String, AtomicInteger> running = new ConcurrentHashMap<>();
  private final Semaphore nudged = new Semaphore(0);
  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
  private volatile boolean closed;

  /// @param afterDelivery what may be due once a receiver took an event
  /// @param bugs hears of what should not have happened
  public DeliverEvents(
      Outbox outbox,
      HookCalls calls,
      Runnable afterDelivery,
      Consumer<RuntimeException> bugs,
      InstantSource clock,
      RandomGenerator random) {
    this.outbox = outbox;
    this.calls = calls;
    this.afterDelivery = afterDelivery;
    this.bugs = bugs;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public void run() {
    while (!closed) {
      try {
        round();
        pause();
      } catch (StoreUnavailable away) {
        pause();
      } catch (RuntimeException bug) {
        // Whatever it is, other events must not wait for it.
        bugs.accept(bug);
        pause();
      }
    }
  }

  /// Something may be due: look now.
  public void nudge() {
    nudged.release();
  }

  private void pause() {
    try {
      if (nudged.tryAcquire(IDLE_MILLIS, TimeUnit.MILLISECONDS)) {
        nudged.drainPermits();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      closed = true;
    }
  }

  private void round() {
    var now = clock.instant();
    for (var hook : outbox.due(now)) {
      var busy = running.computeIfAbsent(hook.name(), _ -> new AtomicInteger());
      int free = WIDTH - busy.get();
      if (free > 0 && !closed) {
        for (var leased : outbox.lease(hook, free, holder, now.plus(LEASE), now)) {
          busy.incrementAndGet();
          callers.execute(() -> carry(hook, leased, busy));
        }
      }
    }
  }

  private void carry(Hook hook, Leased leased, AtomicInteger busy) {
    try {
      if (closed) {
        outbox.giveBack(leased);
        return;
      }
      keep(leased, calls.call(hook, leased.event()));
    } catch (StoreUnavailable away) {
      // The lease ends, and whoever gets it next sends it again.
    } catch (RuntimeException bug) {
      bugs.accept(bug);
    } finally {
      busy.decrementAndGet();
      nudge();
    }
  }

  private void keep(Leased leased, Attempt attempt) {
    var now = clock.instant();
    switch (attempt) {
      case Attempt.Delivered _ -> {
        outbox.delivered(leased, now);
        afterDelivery.run();
      }
      case Attempt.Failed(var error, var retryAfter) ->
          outbox.failed(
              leased,
              error,
              Backoff.next(leased.attempt(), leased.madeAt(), retryAfter, now, random),
              closeUntil(leased.failures() + 1, retryAfter, now),
              now);
    }
  }

  /// A receiver that asks to be left alone, or fails again and again, is left alone.
  private Optional<Instant> closeUntil(int failures, Optional<Duration> retryAfter, Instant now) {
    if (retryAfter.isPresent()) {
      return retryAfter.map(now::plus);
    }
    if (failures < Outbox.CLOSES_AFTER) {
      return Optional.empty();
    }
    var pause = Backoff.jittered(failures - Outbox.CLOSES_AFTER + 1, random);
    return Optional.of(now.plus(pause.compareTo(LONGEST_CLOSED) < 0 ? pause : LONGEST_CLOSED));
  }

  /// Takes no more, and waits a little for the calls that are under way.
  @Override
  public void close() {
    closed = true;
    nudge();
    callers.shutdown();
    try {
      if (!callers.awaitTermination(DRAIN.toSeconds(), TimeUnit.SECONDS)) {
        callers.shutdownNow();
      }
    } catch (InterruptedException interrupted) {
      callers.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
