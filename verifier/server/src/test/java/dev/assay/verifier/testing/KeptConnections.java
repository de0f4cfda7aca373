package dev.assay.verifier.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Gives each thread one connection, which closing leaves open: a test that asks thousands of times
/// need not log in each time.
public final class KeptConnections {
  private KeptConnections() {}

  /// The same database.
  public static DataSource to(DataSource source) {
    var kept = new ConcurrentHashMap<Thread, Connection>();
    return proxy(
        DataSource.class,
        source,
        "getConnection",
        () -> kept.computeIfAbsent(Thread.currentThread(), _ -> open(source)));
  }

  private static Connection open(DataSource source) {
    try {
      return proxy(Connection.class, source.getConnection(), "close", () -> null);
    } catch (SQLException failed) {
      throw new AssertionError(failed);
    }
  }

  /// As `behind`, but for one method.
  private static <T> T proxy(
      Class<T> type, T behind, String method, Supplier<@Nullable Object> instead) {
    return type.cast(
        Proxy.newProxyInstance(
            KeptConnections.class.getClassLoader(),
            new Class<?>[] {type},
            (_, called, arguments) -> {
              if (called.getName().equals(method)) {
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
