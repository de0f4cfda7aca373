package dev.assay.verifier.grpc;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/// Bounds how often anybody may call: one token bucket per remote network and one for all callers
/// together.
///
/// A remote network is an IPv4 address or an IPv6 /64, of which one caller commonly holds all. At
/// most [#MAX_NETWORKS] are remembered; where more call at once, the one that called longest ago is
/// forgotten and the bucket of all callers still holds.
final class CallRate {

  static final int MAX_NETWORKS = 10_000;

  /// @param burst how many calls may come at once
  /// @param every how long until another one may
  record Limit(int burst, Duration every) {
    Limit {
      if (burst < 1 || !every.isPositive()) {
        throw new IllegalArgumentException("a limit lets at least one call through");
      }
    }
  }

  private final Limit perNetwork;
  private final LongSupplier nanoClock;
  private final TokenBucket all;
  private final Map<String, TokenBucket> networks = new LinkedHashMap<>(64, 0.75f, true);

  CallRate(Limit perNetwork, Limit inAll, LongSupplier nanoClock) {
    this.perNetwork = perNetwork;
    this.nanoClock = nanoClock;
    this.all = bucket(inAll, nanoClock.getAsLong());
  }

  /// Whether this caller may go on. A refused call by one network costs the others nothing.
  synchronized boolean admits(InetAddress caller) {
    long now = nanoClock.getAsLong();
    var mine = networks.computeIfAbsent(network(caller), _ -> bucket(perNetwork, now));
    boolean admitted = mine.take(now) && all.take(now);
    forgetIdle(now);
    return admitted;
  }

  private void forgetIdle(long now) {
    var eldest = networks.entrySet().iterator();
    while (eldest.hasNext()) {
      boolean idle = eldest.next().getValue().full(now);
      if (!idle && networks.size() <= MAX_NETWORKS) {
        return;
      }
      eldest.remove();
    }
  }

  /// What counts as one caller.
  static String network(InetAddress address) {
    var bytes = address.getAddress();
    var network = address instanceof Inet6Address ? Arrays.copyOf(bytes, 8) : bytes;
    return HexFormat.of().formatHex(network);
  }

  private static TokenBucket bucket(Limit limit, long now) {
    return new TokenBucket(limit.burst(), limit.every().toNanos(), now);
  }
}
