package dev.assay.appraisal.finding;

import java.util.SortedMap;

/// The firmware measured "UEFI Debug Mode": a debugger could have altered anything it did. No
/// golden set excuses that.
///
/// @param where the event
public record DebugModeEnabled(EventPlace where) implements LogFinding, EventFinding {
  @Override
  public String code() {
    return "DEBUG_MODE_ENABLED";
  }

  @Override
  public Severity severity() {
    return Severity.VIOLATION;
  }

  @Override
  public String message() {
    return where + ": the firmware ran in its debug mode.";
  }

  @Override
  public String remedy() {
    return "Switch the firmware's debug mode off, with the vendor's help where the setup doesn't"
        + " show it. Until then nothing that the machine measures means anything.";
  }

  @Override
  public SortedMap<String, String> data() {
    return new Data().at(where).done();
  }
}
