package dev.assay.verifier.grpc;

import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Tells of the end of a call, also where the connection below it is lost: the gRPC server itself
/// tells its handlers of streams that were reset, and of lost connections nothing.
///
/// One per call. The listener may come before or after the end, and is told once.
final class CallEnd {

  private static final String KEY = CallEnd.class.getName();

  private @Nullable Runnable listener;
  private boolean over;

  /// Starts to watch a call that comes in, on its event loop.
  static void watch(RoutingContext call) {
    var end = new CallEnd();
    call.addEndHandler(_ -> end.reached());
    Objects.requireNonNull(Vertx.currentContext(), "not on an event loop").putLocal(KEY, end);
  }

  /// That of the call which this event loop is starting.
  static Optional<CallEnd> ofCurrentCall() {
    return Optional.ofNullable(Vertx.currentContext())
        .map(context -> context.<CallEnd>getLocal(KEY));
  }

  /// Says who is to be told. What it does must return at once.
  void tell(Runnable listener) {
    synchronized (this) {
      if (!over) {
        this.listener = listener;
        return;
      }
    }
    listener.run();
  }

  private void reached() {
    Runnable told;
    synchronized (this) {
      over = true;
      told = listener;
      listener = null;
    }
    if (told != null) {
      told.run();
    }
  }
}
