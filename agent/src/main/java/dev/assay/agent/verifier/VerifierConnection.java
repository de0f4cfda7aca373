package dev.assay.agent.verifier;

import dev.assay.agent.config.VerifierAddress;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.okhttp.OkHttpChannelBuilder;
import java.util.concurrent.TimeUnit;

/// A connection to the verifier: TLS 1.3 only, host name checked, one connection at a time, nothing
/// retried behind our back.
public final class VerifierConnection implements AutoCloseable {
  /// Largest message that is taken from the verifier, in bytes.
  public static final int INBOUND_LIMIT = 1 << 20;

  private static final int INBOUND_METADATA_LIMIT = 16 << 10;
  private static final String[] TLS_VERSIONS = {"TLSv1.3"};
  private static final String[] CIPHER_SUITES = {
    "TLS_AES_256_GCM_SHA384", "TLS_AES_128_GCM_SHA256"
  };

  private final VerifierAddress address;
  private final ManagedChannel channel;

  private VerifierConnection(VerifierAddress address, ManagedChannel channel) {
    this.address = address;
    this.channel = channel;
  }

  /// A connection to that verifier, made by the first call.
  public static VerifierConnection to(VerifierAddress address, Trust trust, String agentVersion) {
    return new VerifierConnection(
        address,
        OkHttpChannelBuilder.forAddress(address.host(), address.port())
            .sslSocketFactory(trust.socketFactory())
            .tlsConnectionSpec(TLS_VERSIONS, CIPHER_SUITES)
            // A retrying call hides its connection until headers arrive; our quotes are bound to
            // that very connection.
            .disableRetry()
            .keepAliveTime(60, TimeUnit.SECONDS)
            .keepAliveTimeout(20, TimeUnit.SECONDS)
            .maxInboundMessageSize(INBOUND_LIMIT)
            .maxInboundMetadataSize(INBOUND_METADATA_LIMIT)
            .userAgent("assay-agent/" + agentVersion)
            // Our callbacks only put things into queues, so they may run on the transport's thread.
            .directExecutor()
            .build());
  }

  /// Where it leads.
  public VerifierAddress address() {
    return address;
  }

  Channel channel() {
    return channel;
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
