package dev.assay.verifier.store;

import dev.assay.verifier.service.LiveStreams;
import dev.assay.verifier.service.MachineId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/// Hears the signals that any verifier on this database sends, and passes them to the streams held
/// here. Holds one connection; where it is lost, listens again as soon as the database is back. A
/// signal sent meanwhile is lost: the machine then attests when it is due.
public final class SignalListener implements Runnable, AutoCloseable {
  private static final int WAIT_MILLIS = 5_000;
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final DataSource source;
  private final LiveStreams streams;
  private final Runnable events;
  private volatile boolean closed;

  /// @param events to be told that something happened; returns at once
  public SignalListener(DataSource source, LiveStreams streams, Runnable events) {
    this.source = source;
    this.streams = streams;
    this.events = events;
  }

  @Override
  public void run() {
    while (!closed && !Thread.currentThread().isInterrupted()) {
      try (var connection = source.getConnection()) {
        listen(connection);
      } catch (SQLException away) {
        pause();
      }
    }
  }

  private void listen(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("LISTEN " + SignalStore.CHANNEL);
      var postgres = connection.unwrap(PGConnection.class);
      while (!closed) {
        PGNotification[] heard = postgres.getNotifications(WAIT_MILLIS);
        if (heard == null || heard.length == 0) {
          // A connection that died without a word is noticed here.
          statement.execute("SELECT 1");
          continue;
        }
        for (var notification : heard) {
          pass(notification.getParameter());
        }
      }
    }
  }

  private void pass(String payload) {
    if (payload.startsWith(SignalStore.ASK)) {
      MachineId.parse(payload.substring(SignalStore.ASK.length())).ifPresent(streams::ask);
    } else if (payload.startsWith(SignalStore.DISMISS)) {
      MachineId.parse(payload.substring(SignalStore.DISMISS.length())).ifPresent(streams::dismiss);
    } else if (payload.equals(SignalStore.EVENTS)) {
      events.run();
    }
  }

  private void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
