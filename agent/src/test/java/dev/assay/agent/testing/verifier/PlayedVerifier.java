package dev.assay.agent.testing.verifier;

import dev.assay.v1.AttestRequest;
import dev.assay.v1.AttestResponse;
import dev.assay.v1.AttestationServiceGrpc;
import io.grpc.BindableService;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;

/// A verifier whose part a test plays: it accepts streams over TLS 1.3 and hands them to the test.
public final class PlayedVerifier implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 15;
  private static final Context.Key<SSLSession> SESSION = Context.key("session");

  private final SslContext tls;
  private final List<BindableService> others;
  private final BlockingQueue<PlayedStream> streams = new LinkedBlockingQueue<>();
  private final int port;
  private Server server;

  private PlayedVerifier(SslContext tls, List<BindableService> others) {
    this.tls = tls;
    this.others = others;
    this.server = start(0);
    this.port = server.getPort();
  }

  /// Starts on a free port of 127.0.0.1.
  ///
  /// @param others services beside the attestation service
  public static PlayedVerifier start(TestAuthority.Identity identity, BindableService... others) {
    try {
      var tls =
          GrpcSslContexts.configure(
                  SslContextBuilder.forServer(identity.key(), identity.certificate()),
                  SslProvider.JDK)
              .protocols("TLSv1.3")
              .build();
      return new PlayedVerifier(tls, List.of(others));
    } catch (SSLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Server start(int port) {
    var builder =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
            .sslContext(tls)
            .permitKeepAliveTime(30, TimeUnit.SECONDS)
            .addService(ServerInterceptors.intercept(new Attestation(), new SessionKeeper()));
    others.forEach(builder::addService);
    try {
      return builder.build().start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Where it listens.
  public int port() {
    return port;
  }

  /// Where it listens, as the agent wants to have it.
  public String address() {
    return "127.0.0.1:" + port();
  }

  /// The next stream that an agent opens.
  public PlayedStream awaitStream() throws InterruptedException {
    var stream = streams.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (stream == null) {
      throw new AssertionError("no stream within " + PATIENCE_SECONDS + " s");
    }
    return stream;
  }

  /// Drops all connections, and comes back on the same port.
  public void restart() throws InterruptedException {
    stop();
    server = start(port);
  }

  /// Drops all connections.
  public void stop() throws InterruptedException {
    server.shutdownNow().awaitTermination();
  }

  @Override
  public void close() {
    server.shutdownNow();
  }

  private final class Attestation extends AttestationServiceGrpc.AttestationServiceImplBase {
    @Override
    public StreamObserver<AttestRequest> attest(StreamObserver<AttestResponse> toAgent) {
      var stream = new PlayedStream((ExtendedSSLSession) SESSION.get(), toAgent);
      streams.add(stream);
      return stream.fromAgent();
    }
  }

  private static final class SessionKeeper implements ServerInterceptor {
    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
      var session = call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
      return Contexts.interceptCall(
          Context.current().withValue(SESSION, session), call, headers, next);
    }
  }
}
