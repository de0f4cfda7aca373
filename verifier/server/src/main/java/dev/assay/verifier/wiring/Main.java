package dev.assay.verifier.wiring;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/// The verifier's process. Prepares what the service needs (data folder, database, certificates),
/// then starts it; stops the database it started after the service ended, also on SIGTERM.
@QuarkusMain
public final class Main {
  private static final int STOP_SECONDS = 45;
  private static final String NEW_ADMIN_TOKEN = "--new-admin-token";

  Main() {}

  public static void main(String... arguments) {
    try {
      start(Settings.of(System.getenv()), read(arguments));
    } catch (StartupFailure failure) {
      System.err.println("The verifier can't start: " + failure.getMessage());
      System.exit(1);
    }
  }

  private static String[] read(String... arguments) {
    for (var argument : arguments) {
      if (!argument.equals(NEW_ADMIN_TOKEN)) {
        throw new StartupFailure(
            "There is no option '"
                + argument
                + "'. The only one is "
                + NEW_ADMIN_TOKEN
                + ", which writes another first token into the data folder; all else is ASSAY_… in"
                + " the environment.");
      }
      System.setProperty("assay.new-admin-token", "true");
    }
    return new String[0];
  }

  private static void start(Settings settings, String... arguments) {
    var random = new SecureRandom();
    requireFree(settings.port());
    var folder = DataFolder.open(settings.data());
    settings.certificate().ifPresent(Main::requireReadable);
    var certificate =
        settings
            .certificate()
            .orElseGet(
                () ->
                    new OwnCertificates(folder, random, Instant.now())
                        .ready(settings.serverNames()));
    settings.database().ifPresent(Main::requireReachable);
    var embedded =
        settings.database().isPresent()
            ? Optional.<EmbeddedDatabase>empty()
            : Optional.of(EmbeddedDatabase.start(folder.file("postgres"), random));
    var stopped = stopWithProcess();
    configure(
        settings,
        embedded.map(EmbeddedDatabase::address).or(settings::database).orElseThrow(),
        certificate);
    Quarkus.run(
        Service.class,
        (code, failure) -> {
          if (failure != null) {
            report(failure);
          }
          embedded.ifPresent(EmbeddedDatabase::close);
          folder.close();
          stopped.countDown();
          System.exit(code);
        },
        arguments);
  }

  // What stops the service from starting is a StartupFailure somewhere down the causes, or
  // unforeseen.
  private static void report(Throwable failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof StartupFailure plain) {
        System.err.println("The verifier can't start: " + plain.getMessage());
        return;
      }
    }
    System.err.println("The verifier failed:");
    failure.printStackTrace(System.err);
  }

  // On a signal the JVM runs its hooks side by side and halts when all are done: this one waits
  // until the
  // service has drained and the database has stopped.
  private static CountDownLatch stopWithProcess() {
    var stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  try {
                    stopped.await(STOP_SECONDS, TimeUnit.SECONDS);
                  } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                  }
                },
                "wait-for-stop"));
    return stopped;
  }

  private static void configure(
      Settings settings, Settings.DatabaseAddress database, Settings.CertificateFiles certificate) {
    System.setProperty("assay.data", settings.data().toString());
    System.setProperty("quarkus.http.ssl-port", Integer.toString(settings.port()));
    System.setProperty("quarkus.datasource.jdbc.url", database.url());
    System.setProperty("quarkus.datasource.username", database.user());
    System.setProperty("quarkus.datasource.password", database.password());
    settings.collector().ifPresent(Main::trace);
    System.setProperty(
        "quarkus.tls.assay.key-store.pem.0.cert", certificate.certificate().toString());
    System.setProperty("quarkus.tls.assay.key-store.pem.0.key", certificate.key().toString());
  }

  private static void trace(String collector) {
    System.setProperty("quarkus.otel.sdk.disabled", "false");
    System.setProperty("quarkus.otel.exporter.otlp.traces.endpoint", collector);
  }

  private static void requireFree(int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(port));
    } catch (IOException taken) {
      throw new StartupFailure(
          "Port "
              + port
              + " can't be used. Stop the program that uses it, or set ASSAY_PORT to another.",
          taken);
    }
  }

  private static void requireReadable(Settings.CertificateFiles files) {
    for (Path file : new Path[] {files.certificate(), files.key()}) {
      if (!Files.isReadable(file)) {
        throw new StartupFailure(
            file + " can't be read. Correct ASSAY_TLS_CERT and ASSAY_TLS_KEY, or its permissions.");
      }
    }
  }

  private static void requireReachable(Settings.DatabaseAddress database) {
    var properties = new Properties();
    properties.setProperty("user", database.user());
    properties.setProperty("password", database.password());
    properties.setProperty("connectTimeout", "10");
    try (var connection = new Driver().connect(database.url(), properties)) {
      if (connection == null || !connection.isValid(10)) {
        throw new StartupFailure(
            "The database at " + database + " does not answer. Correct ASSAY_DB_URL.");
      }
    } catch (SQLException away) {
      throw new StartupFailure(
          "The database at "
              + database
              + " can't be reached. Start it, or correct ASSAY_DB_URL, ASSAY_DB_USER and"
              + " ASSAY_DB_PASSWORD.",
          away);
    }
  }
}
