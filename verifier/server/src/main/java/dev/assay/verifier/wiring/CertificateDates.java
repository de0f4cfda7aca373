package dev.assay.verifier.wiring;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Shows when the verifier's certificates end, and since when its result key lies there, which has
/// no end of its own. Read from the files each time it is asked: they are replaced while the
/// verifier runs. Not a number (NaN) where a file can't be read.
@Singleton
final class CertificateDates {
  private final Path server;
  private final Path authority;
  private final Path resultKey;
  private final MeterRegistry registry;

  CertificateDates(
      @ConfigProperty(name = "quarkus.tls.assay.key-store.pem.0.cert") Path server,
      AssayConfig config,
      MeterRegistry registry) {
    this.server = server;
    this.authority = config.data().resolve("ca.crt");
    this.resultKey =
        config
            .resultKeys()
            .orElse(config.data().resolve(ResultKeyFolder.FOLDER))
            .resolve(ResultKeyFolder.CURRENT);
    this.registry = registry;
  }

  void show(@Observes StartupEvent start) {
    certificate("server", this::ofServer);
    certificate("authority", this::ofAuthority);
    Gauge.builder("assay.result.key.timestamp", this, _ -> changed(resultKey))
        .description("When the file of the key that signs attestation results was last changed")
        .baseUnit("seconds")
        .register(registry);
  }

  private interface Certificate {
    Optional<X509Certificate> read() throws IOException, GeneralSecurityException;
  }

  private void certificate(String label, Certificate certificate) {
    Gauge.builder("assay.certificate.expiry.timestamp", certificate, CertificateDates::end)
        .description("When the certificate ends")
        .baseUnit("seconds")
        .tag("certificate", label)
        .register(registry);
  }

  private static double end(Certificate certificate) {
    try {
      return certificate
          .read()
          .map(read -> read.getNotAfter().toInstant().toEpochMilli() / 1000.0)
          .orElse(Double.NaN);
    } catch (IOException | GeneralSecurityException unreadable) {
      return Double.NaN;
    }
  }

  private static double changed(Path file) {
    try {
      return Files.getLastModifiedTime(file).toMillis() / 1000.0;
    } catch (IOException unreadable) {
      return Double.NaN;
    }
  }

  private Optional<X509Certificate> ofServer() throws IOException, GeneralSecurityException {
    return Optional.of(chain(server).getFirst());
  }

  // The verifier's own CA; else whatever ends the chain that was given, where that is more than the
  // server's certificate alone.
  private Optional<X509Certificate> ofAuthority() throws IOException, GeneralSecurityException {
    var chain = chain(server);
    if (chain.size() > 1) {
      return Optional.of(chain.getLast());
    }
    return Files.exists(authority) ? Optional.of(chain(authority).getFirst()) : Optional.empty();
  }

  private static List<X509Certificate> chain(Path file)
      throws IOException, GeneralSecurityException {
    return Pem.certificates(Files.readString(file));
  }
}
