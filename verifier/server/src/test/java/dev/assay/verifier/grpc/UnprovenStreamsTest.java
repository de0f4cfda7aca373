package dev.assay.verifier.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class UnprovenStreamsTest {

  private static final InetAddress HERE = InetAddress.ofLiteral("192.0.2.1");
  private static final InetAddress THERE = InetAddress.ofLiteral("192.0.2.2");

  private record Limits(int unprovenPerNetwork, int unproven) implements AgentDoor.Streams {
    @Override
    public Duration proveWithin() {
      return Duration.ofSeconds(60);
    }

    @Override
    public Duration helloWithin() {
      return Duration.ofSeconds(10);
    }
  }

  private final UnprovenStreams streams = new UnprovenStreams(new Limits(2, 3));

  @Test
  void oneNetworkHoldsSoManyAndNoMore() {
    streams.enter(HERE);
    streams.enter(HERE);
    assertRefused(HERE);
    streams.enter(THERE);
  }

  @Test
  void allTogetherHoldSoManyAndNoMore() {
    streams.enter(HERE);
    streams.enter(HERE);
    streams.enter(THERE);
    assertRefused(THERE);
  }

  @Test
  void placeIsGivenBackOnce() {
    var place = streams.enter(HERE);
    streams.enter(HERE);
    place.close();
    place.close();
    streams.enter(HERE);
    assertRefused(HERE);
    assertThat(streams.count()).isEqualTo(2);
  }

  private void assertRefused(InetAddress caller) {
    assertThatThrownBy(() -> streams.enter(caller))
        .extracting(refusal -> Status.fromThrowable(refusal).getCode())
        .isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
  }
}
