package dev.assay.verifier.testing;

import dev.assay.verifier.wiring.EmbeddedDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;

/// What the PostgreSQL of a test need not do: outlive a power cut, since tests kill processes and
/// never the machine, and hide its password from the loopback interface. Four thousand rounds of a
/// hash at each connection (SCRAM) are the most that a short one costs the driver.
public final class HastyPostgres {

  private HastyPostgres() {}

  /// Lets `server` leave it out, from now on.
  ///
  /// @param cluster its data directory
  public static void hasten(EmbeddedDatabase server, Path cluster) {
    var authentication = cluster.resolve("pg_hba.conf");
    try (var connection =
            DriverManager.getConnection(server.url(), server.user(), server.password());
        var statement = connection.createStatement()) {
      Files.writeString(
          authentication, Files.readString(authentication).replace("scram-sha-256", "password"));
      statement.execute("ALTER SYSTEM SET fsync = off");
      statement.execute("SELECT pg_reload_conf()");
    } catch (SQLException failed) {
      throw new AssertionError(failed);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
