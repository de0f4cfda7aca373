package dev.assay.verifier.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/// Keeps the connections that tests closed last, for who asks for the same database next: a new one
/// is a new process of PostgreSQL. Few are kept over all databases, so that none runs out of them.
final class KeptConnections {
  private static final int MOST = 8;

  private record Idle(String database, Connection connection) {}

  // The one closed last is at the front.
  private final Deque<Idle> idle = new ArrayDeque<>();

  /// The same database, with connections that are used again.
  DataSource to(PGSimpleDataSource source) {
    return proxy(DataSource.class, source, "getConnection", () -> connection(source));
  }

  private Connection connection(PGSimpleDataSource source) throws SQLException {
    var database = Objects.requireNonNull(source.getDatabaseName());
    var kept = take(database);
    var connection = kept.isPresent() ? kept.get() : source.getConnection();
    var given = new AtomicBoolean(true);
    return proxy(
        Connection.class,
        connection,
        "close",
        () -> {
          if (given.getAndSet(false)) {
            giveBack(database, connection);
          }
          return null;
        });
  }

  private Optional<Connection> take(String database) throws SQLException {
    while (true) {
      var kept = removed(database);
      if (kept.isEmpty() || kept.get().isValid(1)) {
        return kept;
      }
    }
  }

  private synchronized Optional<Connection> removed(String database) {
    var kept = idle.stream().filter(one -> one.database().equals(database)).findFirst();
    kept.ifPresent(idle::remove);
    return kept.map(Idle::connection);
  }

  private void giveBack(String database, Connection connection) throws SQLException {
    if (connection.isClosed()) {
      return;
    }
    if (!connection.getAutoCommit()) {
      connection.rollback();
      connection.setAutoCommit(true);
    }
    var tooMany = added(new Idle(database, connection));
    if (tooMany.isPresent()) {
      tooMany.get().connection().close();
    }
  }

  private synchronized Optional<Idle> added(Idle one) {
    idle.addFirst(one);
    return idle.size() > MOST ? Optional.of(idle.removeLast()) : Optional.empty();
  }

  private interface Instead {
    @Nullable Object get() throws SQLException;
  }

  /// As `behind`, but for one method without arguments.
  private static <T> T proxy(Class<T> type, T behind, String method, Instead instead) {
    return type.cast(
        Proxy.newProxyInstance(
            KeptConnections.class.getClassLoader(),
            new Class<?>[] {type},
            (_, called, arguments) -> {
              if (called.getName().equals(method) && arguments == null) {
                return instead.get();
              }
              try {
                return called.invoke(behind, arguments);
              } catch (InvocationTargetException failed) {
                throw failed.getCause();
              }
            }));
  }
}
