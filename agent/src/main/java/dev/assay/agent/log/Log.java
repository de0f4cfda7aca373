package dev.assay.agent.log;

import java.io.PrintStream;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/// Where the agent writes its lines. Safe for use by several threads; a line is written in one
/// piece.
public final class Log {
  private final PrintStream out;
  private final Level threshold;
  private final InstantSource clock;

  /// A log that writes lines of `threshold` and above to `out`, with times from `clock`.
  public Log(PrintStream out, Level threshold, InstantSource clock) {
    this.out = out;
    this.threshold = threshold;
    this.clock = clock;
  }

  /// Writes a line of level ERROR.
  public void error(String event, Field... fields) {
    write(Level.ERROR, event, fields);
  }

  /// Writes a line of level WARN.
  public void warn(String event, Field... fields) {
    write(Level.WARN, event, fields);
  }

  /// Writes a line of level INFO.
  public void info(String event, Field... fields) {
    write(Level.INFO, event, fields);
  }

  /// Writes a line of level DEBUG.
  public void debug(String event, Field... fields) {
    write(Level.DEBUG, event, fields);
  }

  /// Writes a line where its level is wanted.
  ///
  /// @param event what happened, in a few plain words
  public void write(Level level, String event, Field... fields) {
    if (!level.isWrittenAt(threshold)) {
      return;
    }
    var line = new StringBuilder(160);
    line.append(clock.instant().truncatedTo(ChronoUnit.MILLIS));
    line.append(' ').append(level).append(' ').append(event);
    for (var field : fields) {
      line.append(' ').append(field);
    }
    // One write, so that lines of two threads never mix.
    out.print(line.append('\n'));
    out.flush();
  }

  /// The least important level that is written.
  public Level threshold() {
    return threshold;
  }
}
