package dev.assay.verifier.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CallRateTest {

  private static final InetAddress ALICE = address("192.0.2.1");
  private static final InetAddress BOB = address("192.0.2.2");

  private final AtomicLong now = new AtomicLong();
  private final CallRate rate = rate(10, 100);

  private CallRate rate(int perNetwork, int inAll) {
    var second = Duration.ofSeconds(1);
    return new CallRate(
        new CallRate.Limit(perNetwork, second), new CallRate.Limit(inAll, second), now::get);
  }

  @Test
  void burstIsAdmittedAndNoMore() {
    assertThat(admitted(rate, ALICE, 15)).isEqualTo(10);
  }

  @Test
  void timeGivesOneCallBackAfterTheOther() {
    admitted(rate, ALICE, 15);
    now.addAndGet(Duration.ofMillis(2_500).toNanos());
    assertThat(admitted(rate, ALICE, 5)).isEqualTo(2);
  }

  @Test
  void creditNeverExceedsTheBurst() {
    now.addAndGet(Duration.ofDays(400).toNanos());
    assertThat(admitted(rate, ALICE, 15)).isEqualTo(10);
  }

  @Test
  void oneCallerCostsTheOtherNothing() {
    admitted(rate, ALICE, 15);
    assertThat(admitted(rate, BOB, 15)).isEqualTo(10);
  }

  @Test
  void allCallersTogetherAreBounded() {
    var narrow = rate(10, 25);
    long admitted =
        IntStream.range(0, 200)
            .filter(host -> narrow.admits(address("198.51.100." + host)))
            .count();
    assertThat(admitted).isEqualTo(25);
  }

  @Test
  void addressesOfOneIpv6NetworkAreOneCaller() {
    var calls = IntStream.range(0, 15).mapToObj(host -> address("2001:db8::" + host));
    assertThat(calls.filter(rate::admits).count()).isEqualTo(10);
    assertThat(rate.admits(address("2001:db8:0:1::1"))).isTrue();
  }

  private static long admitted(CallRate rate, InetAddress caller, int calls) {
    return IntStream.range(0, calls).filter(_ -> rate.admits(caller)).count();
  }

  private static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }
}
