package dev.assay.verifier.grpc;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// How wide the agents' door stands open. In the environment: `ASSAY_AGENTS_…`.
@ConfigMapping(prefix = "assay.agents")
public interface AgentDoor {

  /// The certificate (PEM) of a proxy that ends TLS in front of the verifier. Only with it do
  /// quotes bind to a server certificate; without it they bind to the TLS connection itself, which
  /// a proxy breaks.
  Optional<Path> proxyCertificate();

  /// Calls to enroll or activate.
  Enrollment enrollment();

  /// Attestation streams.
  Streams streams();

  /// Bounds of enrollment.
  interface Enrollment {

    /// How many calls one remote network may make at once.
    @WithDefault("100")
    int burstPerNetwork();

    /// How long until that network may make another one.
    @WithDefault("PT0.1S")
    Duration everyPerNetwork();

    /// How many calls all callers together may make at once.
    @WithDefault("1000")
    int burst();

    /// How long until anybody may make another one.
    @WithDefault("PT0.01S")
    Duration every();

    /// How many calls are worked on at the same time.
    @WithDefault("64")
    int concurrent();
  }

  /// Bounds of attestation streams.
  interface Streams {

    /// How many streams that have not proven themselves one remote network may hold.
    @WithDefault("512")
    int unprovenPerNetwork();

    /// How many such streams all callers together may hold.
    @WithDefault("5000")
    int unproven();

    /// How long a stream may take until it has proven itself.
    @WithDefault("PT60S")
    Duration proveWithin();

    /// How long until the first message.
    @WithDefault("PT10S")
    Duration helloWithin();
  }
}
