package dev.assay.verifier.testing;

import dev.assay.verifier.wiring.EmbeddedDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

/// One real PostgreSQL for all tests of a JVM, the very one that the verifier embeds. Each test
/// takes a database of its own, copied from one that was migrated once.
public final class TestPostgres {
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final KeptConnections KEPT = new KeptConnections();

  private TestPostgres() {}

  private static final class Running {
    static final EmbeddedDatabase SERVER = start();

    private static EmbeddedDatabase start() {
      try {
        var folder = Files.createTempDirectory("assay-test-postgres");
        var server = EmbeddedDatabase.start(folder.resolve("postgres"), new SecureRandom());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(folder)));
        HastyPostgres.hasten(server, folder.resolve("postgres/cluster"));
        execute(server, "CREATE DATABASE assay_template");
        Flyway.configure().dataSource(source(server, "assay_template")).load().migrate();
        return server;
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }
  }

  // By other hands, after the JVM's end: a shutdown in order, and tens of thousands of files, took
  // it longer than the build waits, and while it lives a server that ends is started again.
  private static void end(Path folder) {
    var command =
        "tail --pid=\"$1\" -f /dev/null; kill -QUIT $(head -n 1 postgres/cluster/postmaster.pid);"
            + " sleep 2; cd /; rm -rf \"$0\"";
    var self = Long.toString(ProcessHandle.current().pid());
    try {
      new ProcessBuilder("sh", "-c", command, folder.toString(), self)
          .directory(folder.toFile())
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /// A fresh database with the schema of this version.
  public static DataSource fresh() {
    var name = "test_" + COUNT.incrementAndGet();
    execute(
        Running.SERVER, "CREATE DATABASE " + name + " TEMPLATE assay_template STRATEGY FILE_COPY");
    return KEPT.to(source(Running.SERVER, name));
  }

  /// A fresh database with the schema of an older version.
  public static DataSource ofVersion(String version) {
    var name = "test_" + COUNT.incrementAndGet();
    execute(Running.SERVER, "CREATE DATABASE " + name);
    var source = source(Running.SERVER, name);
    Flyway.configure().dataSource(source).target(version).load().migrate();
    return KEPT.to(source);
  }

  private static void execute(EmbeddedDatabase server, String sql) {
    try (var connection =
            DriverManager.getConnection(server.url(), server.user(), server.password());
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failed) {
      throw new AssertionError(sql, failed);
    }
  }

  private static PGSimpleDataSource source(EmbeddedDatabase server, String name) {
    var source = new PGSimpleDataSource();
    source.setUrl(server.url().replace("/postgres", "/" + name));
    source.setUser(server.user());
    source.setPassword(server.password());
    // As application.properties has it.
    source.setOptions("-c join_collapse_limit=1");
    return source;
  }
}
