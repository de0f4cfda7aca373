package dev.assay.verifier.service.hooks;

import java.util.List;

/// Shows events to whoever pulls them, in their order, from any point on.
public final class ViewEvents {
  /// The most that one page has.
  public static final int PAGE = 500;

  private final Outbox outbox;

  public ViewEvents(Outbox outbox) {
    this.outbox = outbox;
  }

  /// The events after a cursor, at most so many and at most [#PAGE].
  public List<OutgoingEvent> after(long cursor, int limit) {
    return outbox.after(cursor, Math.min(limit, PAGE));
  }

  /// The cursor of the latest.
  public long latest() {
    return outbox.latest();
  }
}
