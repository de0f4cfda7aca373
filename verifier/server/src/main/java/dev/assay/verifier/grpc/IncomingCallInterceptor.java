package dev.assay.verifier.grpc;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.quarkus.grpc.GlobalInterceptor;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetSocketAddress;
import java.util.Optional;

/// Notes of each call what its service must know beside its messages. A call without a remote
/// address, or one that came past the [CallGate], can't be bounded and is refused.
@ApplicationScoped
@GlobalInterceptor
public class IncomingCallInterceptor implements ServerInterceptor {

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    var incoming = CallEnd.ofCurrentCall().flatMap(end -> incoming(call, end));
    if (incoming.isEmpty()) {
      call.close(
          Status.FAILED_PRECONDITION.withDescription("the call can't be told from others"),
          new Metadata());
      return new ServerCall.Listener<>() {};
    }
    return Contexts.interceptCall(incoming.get().within(Context.current()), call, headers, next);
  }

  private static Optional<IncomingCall> incoming(ServerCall<?, ?> call, CallEnd end) {
    var remote = call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
    if (!(remote instanceof InetSocketAddress socket) || socket.getAddress() == null) {
      return Optional.empty();
    }
    var session = call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
    return Optional.of(new IncomingCall(socket.getAddress(), Optional.ofNullable(session), end));
  }
}
