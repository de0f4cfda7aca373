package dev.assay.verifier.grpc;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;

/// Sees each gRPC call before its first byte is read: starts to watch for its end, and refuses
/// compression.
///
/// The limit of an inbound message is a limit of its compressed bytes, while decompression is not
/// bounded: 256 KiB of gzip would become 256 MiB in memory, at a door that is open to everybody.
/// Agents compress nothing: quotes and digests don't shrink.
@ApplicationScoped
public class CallGate {

  /// Before authentication and every route.
  private static final int FIRST = 1_000;

  void register(@Observes Filters filters) {
    filters.register(CallGate::pass, FIRST);
  }

  private static void pass(RoutingContext call) {
    if (!isGrpc(call)) {
      call.next();
    } else if (isPlain(call)) {
      CallEnd.watch(call);
      call.next();
    } else {
      refuse(call);
    }
  }

  private static void refuse(RoutingContext call) {
    call.response()
        .setStatusCode(200)
        .putHeader("content-type", "application/grpc")
        .putHeader("grpc-status", "12")
        .putHeader(
            "grpc-message", "compressed messages are not taken; send grpc-encoding: identity")
        .end();
  }

  private static boolean isGrpc(RoutingContext call) {
    var type = call.request().getHeader("content-type");
    return type != null && type.toLowerCase(Locale.ROOT).startsWith("application/grpc");
  }

  private static boolean isPlain(RoutingContext call) {
    var encoding = call.request().getHeader("grpc-encoding");
    return encoding == null || encoding.equals("identity");
  }
}
