package dev.assay.verifier.grpc;

import dev.assay.v1.AttestResponse;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import org.jboss.logging.Logger;

/// The verifier's end of one stream. Takes a message from the agent only when asked to, so that an
/// agent that sends faster than it is served is slowed down by its own connection. A line that the
/// agent has dropped takes every call and does nothing. Not thread-safe: its stream calls it from
/// one worker at a time.
final class AgentLine {

  private static final Logger LOG = Logger.getLogger(AgentLine.class);

  private final ServerCallStreamObserver<AttestResponse> responses;
  private boolean ended;

  /// To be made before the call's method returns.
  AgentLine(ServerCallStreamObserver<AttestResponse> responses, Runnable onDropped) {
    this.responses = responses;
    responses.disableAutoRequest();
    responses.setOnCancelHandler(onDropped);
  }

  /// Lets the agent's next message come.
  void takeNext() {
    onLine(() -> responses.request(1));
  }

  void send(AttestResponse message) {
    onLine(() -> responses.onNext(message));
  }

  /// Ends the stream; what comes later does nothing.
  void end(Status status) {
    onLine(
        () -> {
          if (status.isOk()) {
            responses.onCompleted();
          } else {
            responses.onError(status.asRuntimeException());
          }
        });
    ended = true;
  }

  private void onLine(Runnable call) {
    if (ended || responses.isCancelled()) {
      return;
    }
    try {
      call.run();
    } catch (IllegalStateException | StatusRuntimeException e) {
      LOG.debugf("the agent dropped the line: %s", e.getMessage());
    }
  }
}
