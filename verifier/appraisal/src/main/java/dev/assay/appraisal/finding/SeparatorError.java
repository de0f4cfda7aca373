package dev.assay.appraisal.finding;

import java.util.SortedMap;

/// The firmware itself says that it failed to measure: its separator is the one for errors (TCG
/// PFP, section "EV_SEPARATOR").
///
/// @param where the separator
public record SeparatorError(EventPlace where) implements LogFinding, EventFinding {
  @Override
  public String code() {
    return "SEPARATOR_ERROR";
  }

  @Override
  public Severity severity() {
    return Severity.VIOLATION;
  }

  @Override
  public String message() {
    return where + ": the firmware reports by its separator that measuring failed.";
  }

  @Override
  public String remedy() {
    return "Boot the machine from a power-off. If it says so again, its TPM or its firmware is"
        + " broken: what it ran is not known.";
  }

  @Override
  public SortedMap<String, String> data() {
    return new Data().at(where).done();
  }
}
