package dev.assay.agent.doctor;

import dev.assay.agent.log.Printable;
import java.util.Objects;

/// One thing that was looked at.
///
/// @param mark how it is
/// @param what was looked at
/// @param found what was seen
/// @param remedy what to do; empty where nothing is to be done
public record Observation(Mark mark, String what, String found, String remedy) {
  /// How a thing is.
  public enum Mark {
    /// Good.
    OK,
    /// Attesting works, but deserves a look.
    WARN,
    /// Attesting doesn't work, or can't end well.
    FAIL
  }

  /// Refuses missing parts.
  public Observation {
    Objects.requireNonNull(mark, "mark");
    Objects.requireNonNull(what, "what");
    Objects.requireNonNull(found, "found");
    Objects.requireNonNull(remedy, "remedy");
  }

  static Observation ok(String what, String found) {
    return new Observation(Mark.OK, what, found, "");
  }

  static Observation warn(String what, String found, String remedy) {
    return new Observation(Mark.WARN, what, found, remedy);
  }

  static Observation fail(String what, String found, String remedy) {
    return new Observation(Mark.FAIL, what, found, remedy);
  }

  /// The line that a person reads.
  @Override
  public String toString() {
    var line = "%-4s %-14s %s".formatted(mark, what, Printable.of(found));
    return remedy.isEmpty() ? line : line + " → " + Printable.of(remedy);
  }
}
