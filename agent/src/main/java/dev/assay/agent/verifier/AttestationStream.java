package dev.assay.agent.verifier;

import dev.assay.agent.config.VerifierAddress;
import dev.assay.agent.evidence.ChannelBinding;
import dev.assay.agent.verifier.VerifierException.Kind;
import dev.assay.v1.AttestRequest;
import dev.assay.v1.AttestResponse;
import dev.assay.v1.AttestationServiceGrpc;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// The attestation call as its one user sees it: send, wait for what comes, in order.
///
/// One thread uses a stream; gRPC's threads only fill the queue. They do so with gRPC's own locks
/// held, so nothing here calls gRPC while it holds the queue's lock. Flow control holds both ways:
/// the verifier can have a few messages waiting here and no more, and nothing is sent faster than
/// it is taken.
public final class AttestationStream implements AutoCloseable {
  /// How long connecting may take, and how long the verifier may take nothing while we have
  /// something to send.
  static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final int WINDOW = 4;

  private final VerifierAddress verifier;
  private final ClientCall<AttestRequest, AttestResponse> call;

  /// Guards what follows.
  private final Object lock = new Object();

  private final Queue<Arrival> arrivals = new ArrayDeque<>();
  private @Nullable Status ended;

  /// Counts what gRPC's threads said, so that none of it is missed between looking and waiting.
  private long changes;

  /// A message and when it came.
  ///
  /// @param response as the verifier sent it
  /// @param nanos `System.nanoTime()` of its arrival
  public record Arrival(AttestResponse response, long nanos) {}

  private AttestationStream(
      VerifierAddress verifier, ClientCall<AttestRequest, AttestResponse> call) {
    this.verifier = verifier;
    this.call = call;
  }

  /// Begins a stream. Connecting goes on while the caller does something else.
  public static AttestationStream begin(VerifierConnection connection) {
    var call =
        connection.channel().newCall(AttestationServiceGrpc.getAttestMethod(), CallOptions.DEFAULT);
    var stream = new AttestationStream(connection.address(), call);
    call.start(stream.new Receiver(), new Metadata());
    call.request(WINDOW);
    return stream;
  }

  /// Waits until the stream is connected.
  ///
  /// @throws VerifierException where there is no connection within 20 seconds from now, or the call
  ///   was refused
  public void awaitConnected() throws VerifierException, InterruptedException {
    awaitReady("no connection with " + verifier + " within ");
  }

  /// What binds a quote to this stream's connection.
  ///
  /// @param serverCertificate whether to bind to the server's certificate only, because a proxy
  ///   ends TLS
  public ChannelBinding binding(boolean serverCertificate) throws VerifierException {
    try {
      return serverCertificate
          ? CallBinding.serverCertificate(call.getAttributes())
          : CallBinding.exporter(call.getAttributes());
    } catch (SSLException e) {
      throw new VerifierException(
          Kind.UNREACHABLE, "nothing to bind a quote to: " + e.getMessage());
    }
  }

  /// Sends a message, once the verifier has taken those before it.
  public void send(AttestRequest request) throws VerifierException, InterruptedException {
    awaitReady("the verifier took nothing for ");
    call.sendMessage(request);
  }

  /// The next message; waits for it.
  ///
  /// @param patience how long to wait at most
  /// @throws VerifierException where the stream has ended, or nothing came in time
  public Arrival next(Duration patience) throws VerifierException, InterruptedException {
    var deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      var seen = changesSoFar();
      var arrival = poll();
      if (arrival != null) {
        call.request(1);
        return arrival;
      }
      throwIfEnded();
      awaitChange(
          seen, deadline, "nothing came from the verifier for " + patience.toSeconds() + " s");
    }
  }

  /// Ends the stream where it still runs, with the reason that the verifier gets to see.
  public void cancel(String reason) {
    call.cancel(reason, null);
  }

  @Override
  public void close() {
    cancel("the agent is done");
  }

  private void awaitReady(String complaint) throws VerifierException, InterruptedException {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      var seen = changesSoFar();
      throwIfEnded();
      if (call.isReady()) {
        return;
      }
      awaitChange(seen, deadline, complaint + PATIENCE.toSeconds() + " s");
    }
  }

  private long changesSoFar() {
    synchronized (lock) {
      return changes;
    }
  }

  private @Nullable Arrival poll() {
    synchronized (lock) {
      return arrivals.poll();
    }
  }

  private void throwIfEnded() throws VerifierException {
    synchronized (lock) {
      if (ended != null) {
        throw CallStatus.failure(ended, verifier);
      }
    }
  }

  /// Waits until something changes that was not counted in `seen`.
  private void awaitChange(long seen, long deadline, String complaint)
      throws VerifierException, InterruptedException {
    synchronized (lock) {
      while (changes == seen) {
        var left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          throw new VerifierException(Kind.UNREACHABLE, complaint);
        }
        lock.wait(left);
      }
    }
  }

  /// Takes note of what gRPC's threads bring.
  private final class Receiver extends ClientCall.Listener<AttestResponse> {
    @Override
    public void onMessage(AttestResponse response) {
      synchronized (lock) {
        arrivals.add(new Arrival(response, System.nanoTime()));
        changed();
      }
    }

    @Override
    public void onReady() {
      synchronized (lock) {
        changed();
      }
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      synchronized (lock) {
        ended = status;
        changed();
      }
    }

    private void changed() {
      changes++;
      lock.notifyAll();
    }
  }
}
