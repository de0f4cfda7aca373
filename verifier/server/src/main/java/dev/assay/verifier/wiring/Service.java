package dev.assay.verifier.wiring;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The running service: says that it is ready, and stays until it is told to stop.
public final class Service implements QuarkusApplication {
  private final AssayConfig config;
  private final int port;

  Service(AssayConfig config, @ConfigProperty(name = "quarkus.http.ssl-port") int port) {
    this.config = config;
    this.port = port;
  }

  @Override
  public int run(String... arguments) {
    System.out.printf(
        "Assay verifier ready on https://%s:%d (REST and gRPC); data in %s%n",
        hostName(), port, config.data());
    Quarkus.waitForExit();
    return 0;
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return "localhost";
    }
  }
}
