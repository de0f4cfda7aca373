package dev.assay.verifier.service;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/// The streams that this verifier holds. A machine has at most one that proved itself: the latest.
/// Streams that have proven nothing are bounded in number and can't push anybody aside.
public final class LiveStreams {
  private static final int REMEMBERED = 1_000;

  private final ConcurrentMap<MachineId, AttestSession> proven = new ConcurrentHashMap<>();
  // Whom a request found without a proven stream, the latest of them. The request for a second
  // quote leaves with the first evidence of a stream, and may be here before that has proven it.
  private final SequencedSet<MachineId> missed = new LinkedHashSet<>();
  private final AtomicInteger open = new AtomicInteger();
  private final Semaphore unproven;

  public LiveStreams(int maximumUnproven) {
    this.unproven = new Semaphore(maximumUnproven);
  }

  /// How many streams are open.
  public int open() {
    return open.get();
  }

  /// How many machines have a stream that proved itself.
  public int proven() {
    return proven.size();
  }

  /// Whether this verifier holds a proven stream of this machine.
  public boolean holds(MachineId machine) {
    return proven.containsKey(machine);
  }

  /// Passes on a request for an attestation, where the stream is here; or as soon as it proves
  /// itself.
  public void ask(MachineId machine) {
    found(machine).ifPresent(session -> session.control().attestNow());
  }

  private Optional<AttestSession> found(MachineId machine) {
    synchronized (missed) {
      var session = find(machine);
      if (session.isEmpty() && missed.add(machine) && missed.size() > REMEMBERED) {
        missed.removeFirst();
      }
      return session;
    }
  }

  /// Ends the machine's stream, where it is here.
  public void dismiss(MachineId machine) {
    find(machine).ifPresent(session -> session.control().dismissed());
  }

  private Optional<AttestSession> find(MachineId machine) {
    return Optional.ofNullable(proven.get(machine));
  }

  /// Makes room for a stream that has proven nothing yet.
  boolean admit() {
    if (!unproven.tryAcquire()) {
      return false;
    }
    open.incrementAndGet();
    return true;
  }

  /// The stream proved itself for the first time: it takes over from an earlier one.
  void proved(AttestSession session) {
    unproven.release();
    AttestSession earlier;
    boolean asked;
    synchronized (missed) {
      earlier = proven.put(session.machine(), session);
      asked = missed.remove(session.machine());
    }
    if (earlier != null) {
      earlier.control().takenOver();
    }
    if (asked) {
      session.control().attestNow();
    }
  }

  void closed(AttestSession session) {
    open.decrementAndGet();
    if (session.proven()) {
      proven.remove(session.machine(), session);
    } else {
      unproven.release();
    }
  }
}
