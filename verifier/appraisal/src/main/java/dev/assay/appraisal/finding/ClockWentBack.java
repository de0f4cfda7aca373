package dev.assay.appraisal.finding;

import dev.assay.appraisal.tpm.ClockInfo;
import java.util.SortedMap;

/// Within one boot session a TPM's clock and its count of restarts only go up.
///
/// @param before at the last quote of this session
/// @param now at this one
public record ClockWentBack(ClockInfo before, ClockInfo now) implements SessionFinding {
  @Override
  public String code() {
    return "CLOCK_WENT_BACK";
  }

  @Override
  public Severity severity() {
    return Severity.VIOLATION;
  }

  @Override
  public String message() {
    return "The TPM's clock went from "
        + time(before)
        + " back to "
        + time(now)
        + " without a reset between them.";
  }

  @Override
  public String remedy() {
    return "Find out what answers under this TPM's name: a TPM that was put back to an earlier"
        + " state, or a copy of it. A hardware TPM does not do this.";
  }

  @Override
  public SortedMap<String, String> data() {
    return new Data().put("actual", time(now)).put("expected", time(before)).done();
  }

  private static String time(ClockInfo clock) {
    return clock.clockMillis() / 1000 + " s (restart " + clock.restartCount() + ")";
  }
}
