package dev.assay.verifier.service.hooks;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Where events wait for their receivers.
public interface Outbox {
  /// So many failures in a row close a hook for a while; then one call at a time tries it again.
  int CLOSES_AFTER = 5;

  /// The hooks that may be called now and have something due.
  List<Hook> due(Instant at);

  /// Takes deliveries of a hook that are due, at most one of each machine: the earliest. Nobody
  /// else gets them before the lease ends.
  ///
  /// @param holder names this verifier's process
  List<Leased> lease(Hook hook, int most, String holder, Instant until, Instant at);

  /// The receiver took it. Nothing happens where the lease went to somebody else.
  void delivered(Leased leased, Instant at);

  /// The receiver did not take it: it is due again then, or given up where `next` is empty.
  ///
  /// @param closeUntil where the receiver seems to be away: nothing is sent to it before
  void failed(
      Leased leased,
      String error,
      Optional<Instant> next,
      Optional<Instant> closeUntil,
      Instant at);

  /// Gives a lease back, unused.
  void giveBack(Leased leased);

  /// Deliveries that were given up, the oldest first.
  List<Dead> dead(int limit);

  /// Makes deliveries that were given up due again: one, or all of a hook, or all.
  ///
  /// @return how many
  int resend(Optional<Long> delivery, Optional<String> hook, Instant at);

  /// Events after a cursor, in their order.
  List<OutgoingEvent> after(long cursor, int limit);

  /// The cursor of the latest event; 0 where there is none.
  long latest();

  /// A test event, told to nobody by itself.
  OutgoingEvent test(String hook, String by, Instant at);

  /// Drops events older than `before` that are on their way to nobody.
  int purge(Instant before);

  /// A delivery that this verifier holds.
  ///
  /// @param attempt which one this is, from 1
  /// @param failures of the hook in a row, before this
  record Leased(
      long id, int attempt, String holder, Instant madeAt, int failures, OutgoingEvent event) {}

  /// A delivery that was given up.
  ///
  /// @param superseded whether the hook was told later events of the same machine since
  record Dead(
      long id,
      String hook,
      OutgoingEvent event,
      int attempts,
      String lastError,
      Instant endedAt,
      boolean superseded) {}
}
