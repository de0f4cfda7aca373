package dev.assay.agent.testing.verifier;

import com.google.protobuf.ByteString;
import dev.assay.v1.AttestRequest;
import dev.assay.v1.AttestResponse;
import dev.assay.v1.Challenge;
import dev.assay.v1.Evidence;
import dev.assay.v1.Hello;
import dev.assay.v1.PcrBankSelection;
import dev.assay.v1.Receipt;
import dev.assay.v1.Verdict;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.security.SecureRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLException;

/// One attestation stream as the verifier sees it. What the agent sent waits here, in order, until
/// a test takes it.
public final class PlayedStream {
  private static final long PATIENCE_SECONDS = 15;
  private static final SecureRandom RANDOM = new SecureRandom();

  private sealed interface Event {
    record Message(AttestRequest request) implements Event {}

    record End(Status status) implements Event {}
  }

  private final ExtendedSSLSession session;
  private final StreamObserver<AttestResponse> toAgent;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

  PlayedStream(ExtendedSSLSession session, StreamObserver<AttestResponse> toAgent) {
    this.session = session;
    this.toAgent = toAgent;
  }

  /// Takes what the agent sends, for gRPC.
  StreamObserver<AttestRequest> fromAgent() {
    return new StreamObserver<>() {
      @Override
      public void onNext(AttestRequest request) {
        events.add(new Event.Message(request));
      }

      @Override
      public void onError(Throwable problem) {
        events.add(new Event.End(Status.fromThrowable(problem)));
      }

      @Override
      public void onCompleted() {
        events.add(new Event.End(Status.OK));
      }
    };
  }

  /// The next message; fails where none comes, or the stream ends first.
  public AttestRequest next() throws InterruptedException {
    return switch (event()) {
      case Event.Message(var request) -> request;
      case Event.End(var status) -> throw new AssertionError("the stream ended: " + status);
    };
  }

  /// How the agent ended the stream; messages before are dropped.
  public Status end() throws InterruptedException {
    while (true) {
      if (event() instanceof Event.End(var status)) {
        return status;
      }
    }
  }

  /// Whether the agent sent nothing so far.
  public boolean isQuiet() {
    return events.isEmpty();
  }

  private Event event() throws InterruptedException {
    var event = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (event == null) {
      throw new AssertionError("nothing came from the agent within " + PATIENCE_SECONDS + " s");
    }
    return event;
  }

  /// The Hello, which must be next.
  public Hello hello() throws InterruptedException {
    var request = next();
    if (!request.hasHello()) {
      throw new AssertionError("no Hello but " + request.getMessageCase());
    }
    return request.getHello();
  }

  /// The evidence, which must be next.
  public Evidence evidence() throws InterruptedException {
    var request = next();
    if (!request.hasEvidence()) {
      throw new AssertionError("no Evidence but " + request);
    }
    return request.getEvidence();
  }

  /// A challenge with a random nonce, over PCR 0-15 of SHA-256, for a minute.
  public static Challenge.Builder challenge() {
    var nonce = new byte[32];
    RANDOM.nextBytes(nonce);
    return Challenge.newBuilder()
        .setNonce(ByteString.copyFrom(nonce))
        .addSelection(PcrBankSelection.newBuilder().setHashAlgorithm(0x000B).setPcrMask(0xFFFF))
        .setExpiresInSeconds(60);
  }

  /// Sends a challenge.
  public Challenge send(Challenge.Builder challenge) {
    var built = challenge.build();
    send(AttestResponse.newBuilder().setChallenge(built).build());
    return built;
  }

  /// Sends a receipt of that verdict, next due in five minutes.
  public void receipt(Verdict verdict) {
    send(
        AttestResponse.newBuilder()
            .setReceipt(Receipt.newBuilder().setVerdict(verdict).setNextDueSeconds(300))
            .build());
  }

  /// Sends any message.
  public void send(AttestResponse response) {
    synchronized (toAgent) {
      toAgent.onNext(response);
    }
  }

  /// Ends the stream.
  public void fail(Status status) {
    synchronized (toAgent) {
      toAgent.onError(status.asRuntimeException());
    }
  }

  /// The TLS exporter of this stream's connection, computed on this end.
  public ByteString exporter() {
    try {
      return ByteString.copyFrom(
          session.exportKeyingMaterialData("EXPORTER-assay-attest-v1", new byte[0], 32));
    } catch (SSLException e) {
      throw new IllegalStateException(e);
    }
  }
}
