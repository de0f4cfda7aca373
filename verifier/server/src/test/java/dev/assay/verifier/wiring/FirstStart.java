package dev.assay.verifier.wiring;

import dev.assay.verifier.testing.HastyPostgres;
import dev.assay.verifier.testing.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.flywaydb.core.Flyway;

/// A verifier's data folder as its first start leaves it before the service begins: certificates of
/// its own, and an embedded PostgreSQL with this version's schema. Made once for all tests of a
/// JVM.
///
/// Keys, unpacking, `initdb` and migrations are most of a first start: a test that is not about
/// them begins with a copy.
public final class FirstStart {

  private FirstStart() {}

  private static final class Made {
    static final Path DATA = make();

    private static Path make() {
      try {
        var top = Files.createTempDirectory("assay-first-start");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> Trees.remove(top)));
        var data = top.resolve("data");
        var random = new SecureRandom();
        try (var folder = DataFolder.open(data);
            var database = EmbeddedDatabase.start(folder.file("postgres"), random)) {
          var _ = new OwnCertificates(folder, random, Instant.now()).ready(List.of());
          HastyPostgres.hasten(database, data.resolve("postgres/cluster"));
          Flyway.configure()
              .dataSource(database.url(), database.user(), database.password())
              .load()
              .migrate();
        }
        return data;
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }
  }

  /// Copies it.
  ///
  /// @param data a folder that is not there yet
  public static void copyTo(Path data) {
    // Eighty megabytes that PostgreSQL does not write to.
    var programs = Made.DATA.resolve("postgres/programs-").toString();
    Trees.copy(Made.DATA, data, path -> path.toString().startsWith(programs));
  }
}
