package dev.assay.verifier.testing;

import dev.assay.verifier.wiring.EmbeddedDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.sql.SQLException;

/// The folder of an embedded PostgreSQL before any migration, made once for all tests of a JVM.
/// Unpacking the programs and `initdb` are most of a verifier's first start: a test that is not
/// about them begins with a copy.
public final class ClusterTemplate {

  private ClusterTemplate() {}

  private static final class Made {
    static final Path POSTGRES = make();

    private static Path make() {
      try {
        var folder = Files.createTempDirectory("assay-cluster-template");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> Trees.remove(folder)));
        var postgres = folder.resolve("postgres");
        try (var database = EmbeddedDatabase.start(postgres, new SecureRandom());
            var connection =
                DriverManager.getConnection(database.url(), database.user(), database.password());
            var statement = connection.createStatement()) {
          // Tests kill processes, never the machine.
          statement.execute("ALTER SYSTEM SET fsync = off");
        }
        return postgres;
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      } catch (SQLException failed) {
        throw new AssertionError(failed);
      }
    }
  }

  /// Copies it to where a verifier will look for its own.
  ///
  /// @param postgres a folder that is not there yet
  public static void copyTo(Path postgres) {
    Trees.copy(Made.POSTGRES, postgres);
  }
}
