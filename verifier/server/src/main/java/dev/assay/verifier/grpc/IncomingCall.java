package dev.assay.verifier.grpc;

import io.grpc.Context;
import java.net.InetAddress;
import java.util.Optional;
import javax.net.ssl.SSLSession;

/// A call, apart from its messages: where it came from, the TLS session of exactly its connection,
/// and how its end is told.
///
/// @param address the peer's address; the key of every bound per caller
/// @param tls the connection's TLS session, absent where the connection is not TLS
record IncomingCall(InetAddress address, Optional<SSLSession> tls, CallEnd end) {

  private static final Context.Key<IncomingCall> KEY = Context.key("assay.incoming-call");

  /// The call that this thread is starting. It is to be read at the start of a call and kept: later
  /// messages of a stream arrive without it.
  ///
  /// @throws IllegalStateException outside of a call
  static IncomingCall current() {
    var call = KEY.get();
    if (call == null) {
      throw new IllegalStateException("no gRPC call starts on this thread");
    }
    return call;
  }

  Context within(Context context) {
    return context.withValue(KEY, this);
  }
}
