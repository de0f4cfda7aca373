package dev.assay.verifier.it;

import com.google.protobuf.ByteString;
import dev.assay.v1.AttestRequest;
import dev.assay.v1.AttestResponse;
import dev.assay.v1.AttestationServiceGrpc.AttestationServiceStub;
import dev.assay.v1.Challenge;
import dev.assay.v1.Evidence;
import dev.assay.v1.Hello;
import dev.assay.v1.LogChunk;
import dev.assay.v1.Receipt;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.Grpc;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLException;

/// One attestation stream, message by message.
final class RawStream {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int CHUNK = 64 * 1024;

  /// What came from the verifier.
  sealed interface Arrival {
    record Message(AttestResponse response) implements Arrival {}

    record End(Status status) implements Arrival {}
  }

  private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
  private final AtomicReference<Optional<ClientCall<?, ?>>> call =
      new AtomicReference<>(Optional.empty());
  private final StreamObserver<AttestRequest> requests;

  private RawStream(AttestationServiceStub stub) {
    this.requests = stub.withInterceptors(new Capture()).attest(new Arrivals());
  }

  static RawStream on(AttestationServiceStub stub) {
    return new RawStream(stub);
  }

  RawStream send(AttestRequest request) {
    requests.onNext(request);
    return this;
  }

  RawStream hello(Hello hello) {
    return send(AttestRequest.newBuilder().setHello(hello).build());
  }

  RawStream evidence(Evidence evidence) {
    return send(AttestRequest.newBuilder().setEvidence(evidence).build());
  }

  /// Sends a log in parts of the largest size.
  RawStream log(byte[] log) {
    for (int from = 0; from < log.length; from += CHUNK) {
      int size = Math.min(CHUNK, log.length - from);
      send(
          AttestRequest.newBuilder()
              .setLogChunk(
                  LogChunk.newBuilder()
                      .setOffset(from)
                      .setData(ByteString.copyFrom(log, from, size)))
              .build());
    }
    return this;
  }

  Challenge challenge() {
    return challenge(PATIENCE);
  }

  Challenge challenge(Duration patience) {
    return switch (next(patience)) {
      case Arrival.Message(var response) when response.hasChallenge() -> response.getChallenge();
      case Arrival other -> throw new AssertionError("no challenge but " + other);
    };
  }

  Receipt receipt() {
    return switch (next(PATIENCE)) {
      case Arrival.Message(var response) when response.hasReceipt() -> response.getReceipt();
      case Arrival other -> throw new AssertionError("no receipt but " + other);
    };
  }

  /// The status that the stream ended with.
  Status end() {
    return end(PATIENCE);
  }

  Status end(Duration patience) {
    return switch (next(patience)) {
      case Arrival.End(var status) -> status;
      case Arrival other -> throw new AssertionError("no end but " + other);
    };
  }

  private Arrival next(Duration patience) {
    try {
      var arrival = arrivals.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (arrival == null) {
        throw new AssertionError("nothing came within " + patience);
      }
      return arrival;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// Ends the agent's side in order.
  void finish() {
    requests.onCompleted();
  }

  /// Drops the stream.
  void cancel() {
    requests.onError(Status.CANCELLED.asRuntimeException());
  }

  /// extraData for a nonce on this very connection, after the contract.
  byte[] extraData(byte[] nonce) {
    return extraData(nonce, exporter());
  }

  static byte[] extraData(byte[] nonce, byte[] exporter) {
    var bound = new ByteArrayOutputStream();
    bound.writeBytes("assay quote v1".getBytes(StandardCharsets.US_ASCII));
    bound.write(0x00);
    bound.writeBytes(nonce);
    bound.write(0x01);
    bound.writeBytes(exporter);
    return sha256(bound.toByteArray());
  }

  byte[] exporter() {
    var session = call.get().orElseThrow().getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
    if (!(session instanceof ExtendedSSLSession exporting)) {
      throw new IllegalStateException("no TLS session yet: wait for the first message");
    }
    try {
      return exporting.exportKeyingMaterialData("EXPORTER-assay-attest-v1", new byte[0], 32);
    } catch (SSLException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private final class Arrivals implements StreamObserver<AttestResponse> {
    @Override
    public void onNext(AttestResponse response) {
      arrivals.add(new Arrival.Message(response));
    }

    @Override
    public void onError(Throwable error) {
      arrivals.add(new Arrival.End(Status.fromThrowable(error)));
    }

    @Override
    public void onCompleted() {
      arrivals.add(new Arrival.End(Status.OK));
    }
  }

  private final class Capture implements ClientInterceptor {
    @Override
    public <Q, R> ClientCall<Q, R> interceptCall(
        MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
      var made = next.newCall(method, options);
      call.set(Optional.of(made));
      return made;
    }
  }
}
