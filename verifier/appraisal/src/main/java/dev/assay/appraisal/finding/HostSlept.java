package dev.assay.appraisal.finding;

import java.util.SortedMap;

/// The TPM was restarted or resumed since its reset: the host slept. Servers don't; what ran
/// between suspend and resume was not measured anew.
///
/// @param restarts since the reset, at least 1
public record HostSlept(long restarts) implements SessionFinding {
  @Override
  public String code() {
    return "HOST_SLEPT";
  }

  @Override
  public Severity severity() {
    return Severity.WARNING;
  }

  @Override
  public String message() {
    return "The TPM was resumed " + restarts + " times since it was reset: the host slept.";
  }

  @Override
  public String remedy() {
    return "Reboot the machine to have it measured anew, and switch sleep off: it leaves time to"
        + " alter what is in memory and in flash.";
  }

  @Override
  public SortedMap<String, String> data() {
    return new Data().put("actual", Long.toString(restarts)).put("expected", "0").done();
  }
}
