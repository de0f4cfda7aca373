package dev.assay.verifier.store;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.verifier.service.Observer;
import dev.assay.verifier.service.StoreUnavailable;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.statement.ColonPrefixSqlParser;
import org.jdbi.v3.core.statement.SqlParser;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jspecify.annotations.Nullable;

/// The database: runs work on a connection, and tells one that is away (`StoreUnavailable`) from
/// work that is wrong.
public final class Database {
  // Admin shutdown, crash, can't connect now; too many connections (PostgreSQL, appendix A).
  private static final Set<String> AWAY = Set.of("57P01", "57P02", "57P03", "53300");
  private static final String CONNECTION_EXCEPTION = "08";

  // Keeps the statements that it has read.
  private static final SqlParser PARSER = new ColonPrefixSqlParser();

  private final Jdbi jdbi;
  private final Observer observer;
  private final ScopedValue<Handle> joined = ScopedValue.newInstance();

  public Database(DataSource source) {
    this(source, Observer.NONE);
  }

  /// @param observer hears of each transaction
  public Database(DataSource source, Observer observer) {
    this.observer = observer;
    this.jdbi = Jdbi.create(source);
    jdbi.registerArgument(new BytesArgument());
    jdbi.getConfig(SqlStatements.class).setSqlParser(PARSER);
  }

  /// Runs one statement, or several that need not be one. Within [#joining] they are part of its
  /// transaction.
  <T> T read(Function<Handle, T> work) {
    try {
      return joined.isBound() ? work.apply(joined.get()) : jdbi.withHandle(work::apply);
    } catch (JdbiException failure) {
      throw translated(failure);
    }
  }

  /// Runs all of the work or nothing of it. Within [#joining] it is part of that transaction.
  <T> T inTransaction(Function<Handle, T> work) {
    try {
      return joined.isBound()
          ? work.apply(joined.get())
          : jdbi.withHandle(handle -> observed(handle, work));
    } catch (JdbiException failure) {
      throw translated(failure);
    }
  }

  private <T> T observed(Handle handle, Function<Handle, T> work) {
    return observer.during(
        Observer.Step.TRANSACTION,
        Optional.empty(),
        () -> handle.inTransaction(transaction -> work.apply(transaction)));
  }

  /// Runs all of the work or nothing of it, where part of the work is other stores' and knows no
  /// handle: whatever this thread asks of this database meanwhile is of the one transaction.
  <T> T joining(Function<Handle, T> work) {
    return inTransaction(
        handle -> ScopedValue.where(joined, handle).call(() -> work.apply(handle)));
  }

  private static RuntimeException translated(JdbiException failure) {
    return failure instanceof ConnectionException || isAway(failure)
        ? new StoreUnavailable(failure)
        : failure;
  }

  private static boolean isAway(Throwable failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && isAway(sql.getSQLState())) {
        return true;
      }
    }
    return false;
  }

  // A pool that gives no connection in time says so without a state.
  private static boolean isAway(@Nullable String state) {
    return state == null || state.startsWith(CONNECTION_EXCEPTION) || AWAY.contains(state);
  }

  /// Binds Bytes as bytea.
  private static final class BytesArgument extends AbstractArgumentFactory<Bytes> {
    BytesArgument() {
      super(Types.BINARY);
    }

    @Override
    protected Argument build(Bytes value, ConfigRegistry config) {
      return (position, statement, _) -> statement.setBytes(position, value.toArray());
    }
  }
}
