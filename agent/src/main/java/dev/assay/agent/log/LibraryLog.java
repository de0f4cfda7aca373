package dev.assay.agent.log;

import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// Brings what the libraries log through `java.util.logging` into our own lines, without stack
/// traces.
public final class LibraryLog extends Handler {
  private final Log log;

  private LibraryLog(Log log) {
    this.log = log;
  }

  /// Makes `log` the only receiver of the libraries' lines. What they call a warning or worse is
  /// written as WARN, for what matters to people the agent says itself; the rest as DEBUG.
  public static void bringInto(Log log) {
    LogManager.getLogManager().reset();
    var root = Logger.getLogger("");
    root.addHandler(new LibraryLog(log));
    root.setLevel(
        log.threshold() == Level.DEBUG
            ? java.util.logging.Level.INFO
            : java.util.logging.Level.SEVERE);
  }

  @Override
  public void publish(LogRecord line) {
    var level =
        line.getLevel().intValue() >= java.util.logging.Level.WARNING.intValue()
            ? Level.WARN
            : Level.DEBUG;
    var text = String.valueOf(line.getMessage());
    var thrown = line.getThrown();
    log.write(
        level,
        "library",
        Field.of("logger", String.valueOf(line.getLoggerName())),
        Field.of("text", thrown == null ? text : text + ": " + Printable.describe(thrown)));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
