package dev.assay.verifier.wiring;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// What the environment says that must be known before the service starts. The rest is in
/// AssayConfig.
///
/// @param data the data folder
/// @param port where REST and gRPC listen
/// @param database one of your own; empty for the embedded one
/// @param certificate certificate and key files of your own; empty for the verifier's own
/// @param serverNames further names and addresses for the verifier's own certificate
/// @param collector where traces go (OTLP over HTTP); empty: nothing is traced
record Settings(
    Path data,
    int port,
    Optional<DatabaseAddress> database,
    Optional<CertificateFiles> certificate,
    List<String> serverNames,
    Optional<String> collector) {

  /// A database by its JDBC address.
  record DatabaseAddress(String url, String user, String password) {
    @Override
    public String toString() {
      return url;
    }
  }

  /// A certificate (chain) and its key, PEM.
  record CertificateFiles(Path certificate, Path key) {}

  static Settings of(Map<String, String> environment) {
    Function<String, Optional<String>> read =
        name ->
            Optional.ofNullable(environment.get(name)).map(String::strip).filter(v -> !v.isEmpty());
    return new Settings(
        Path.of(read.apply("ASSAY_DATA").orElse("assay-data")).toAbsolutePath().normalize(),
        port(read.apply("ASSAY_PORT").orElse("8443")),
        database(read),
        certificate(read),
        read.apply("ASSAY_SERVER_NAMES").map(Settings::names).orElse(List.of()),
        read.apply("ASSAY_OTLP_ENDPOINT").map(Settings::collector));
  }

  private static String collector(String url) {
    if (!url.startsWith("http://") && !url.startsWith("https://")) {
      throw new StartupFailure(
          "ASSAY_OTLP_ENDPOINT is '"
              + url
              + "'. Set it to the collector's address for OTLP over HTTP, as in"
              + " http://collector:4318.");
    }
    return url;
  }

  private static int port(String text) {
    try {
      int port = Integer.parseInt(text);
      if (port >= 1 && port <= 65535) {
        return port;
      }
    } catch (NumberFormatException notANumber) {
      throw new StartupFailure(
          "ASSAY_PORT is '" + text + "'. Set it to a number from 1 to 65535.", notANumber);
    }
    throw new StartupFailure("ASSAY_PORT is " + text + ". Set it to a number from 1 to 65535.");
  }

  private static Optional<DatabaseAddress> database(Function<String, Optional<String>> read) {
    return read.apply("ASSAY_DB_URL")
        .map(
            url -> {
              if (!url.startsWith("jdbc:postgresql:")) {
                throw new StartupFailure(
                    "ASSAY_DB_URL must begin with jdbc:postgresql:, as in"
                        + " jdbc:postgresql://host:5432/assay.");
              }
              return new DatabaseAddress(
                  url,
                  read.apply("ASSAY_DB_USER").orElse(""),
                  read.apply("ASSAY_DB_PASSWORD").orElse(""));
            });
  }

  private static Optional<CertificateFiles> certificate(Function<String, Optional<String>> read) {
    var certificate = read.apply("ASSAY_TLS_CERT");
    var key = read.apply("ASSAY_TLS_KEY");
    if (certificate.isPresent() != key.isPresent()) {
      throw new StartupFailure(
          "ASSAY_TLS_CERT and ASSAY_TLS_KEY belong together. Set both, or neither.");
    }
    return certificate.flatMap(
        file -> key.map(keyFile -> new CertificateFiles(Path.of(file), Path.of(keyFile))));
  }

  private static List<String> names(String list) {
    return Arrays.stream(list.split(",")).map(String::strip).filter(n -> !n.isEmpty()).toList();
  }
}
