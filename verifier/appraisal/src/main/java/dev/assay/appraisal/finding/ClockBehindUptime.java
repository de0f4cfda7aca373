package dev.assay.appraisal.finding;

import java.util.SortedMap;

/// A TPM's clock runs for as long as the TPM has power, over its whole life, so it shows at least
/// the host's uptime. One that shows less got its power, or was made, after the host started.
///
/// @param clockMillis the TPM's clock, in milliseconds, as the next one
/// @param uptimeMillis as the host reports it
public record ClockBehindUptime(long clockMillis, long uptimeMillis) implements SessionFinding {
  @Override
  public String code() {
    return "CLOCK_BEHIND_UPTIME";
  }

  @Override
  public Severity severity() {
    return Severity.WARNING;
  }

  @Override
  public String message() {
    return "The TPM's clock shows "
        + clockMillis / 1000
        + " s, but the host has been up for "
        + uptimeMillis / 1000
        + " s: this TPM did not see the host boot.";
  }

  @Override
  public String remedy() {
    return "On a server, look at the board: a TPM was put in, or cleared, while the host ran. A"
        + " software TPM that is younger than its host shows the same.";
  }

  @Override
  public SortedMap<String, String> data() {
    return new Data()
        .put("actual", Long.toString(clockMillis))
        .put("expected", Long.toString(uptimeMillis))
        .done();
  }
}
