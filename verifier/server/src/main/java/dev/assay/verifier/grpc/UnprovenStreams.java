package dev.assay.verifier.grpc;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/// Bounds the streams whose callers have proven nothing yet: per remote network, and in all. A
/// stream gives its place back when it has proven itself, or when it ends.
final class UnprovenStreams {

  /// One stream's place. Closing it again does nothing.
  interface Place extends AutoCloseable {
    @Override
    void close();
  }

  private final int perNetwork;
  private final int inAll;
  private final Map<String, Integer> held = new HashMap<>();
  private int total;

  UnprovenStreams(AgentDoor.Streams limits) {
    this.perNetwork = limits.unprovenPerNetwork();
    this.inAll = limits.unproven();
  }

  /// Takes a place, or refuses with RESOURCE_EXHAUSTED.
  synchronized Place enter(InetAddress caller) {
    var network = CallRate.network(caller);
    if (total >= inAll || held.getOrDefault(network, 0) >= perNetwork) {
      throw Faults.exhausted(
          "too many streams that have not proven themselves; reconnect with backoff");
    }
    held.merge(network, 1, Integer::sum);
    total++;
    var open = new AtomicBoolean(true);
    return () -> {
      if (open.compareAndSet(true, false)) {
        leave(network);
      }
    };
  }

  private synchronized void leave(String network) {
    held.computeIfPresent(network, (_, count) -> count == 1 ? null : count - 1);
    total--;
  }

  synchronized int count() {
    return total;
  }
}
