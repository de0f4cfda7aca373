package dev.assay.appraisal.finding;

import dev.assay.appraisal.codec.PlainText;
import java.util.SortedMap;

/// The machine has no firmware event log to show. Without it the PCR values can't be explained, so
/// this fails; an enrolled machine can't fall back to showing less.
///
/// @param reason what the agent says it tried; a claim
public record EventLogAbsent(String reason) implements LogFinding {
  private static final int MAX_REASON = 256;

  public EventLogAbsent {
    reason = PlainText.of(reason, MAX_REASON);
  }

  @Override
  public String code() {
    return "EVENT_LOG_ABSENT";
  }

  @Override
  public Severity severity() {
    return Severity.VIOLATION;
  }

  @Override
  public String message() {
    return "The machine sent no firmware event log"
        + (reason.isEmpty() ? "." : " (it says: " + reason + ").");
  }

  @Override
  public String remedy() {
    return "Run `assay-agent doctor` there. Some boot loaders lose the log: GRUB 2.06 without"
        + " Secure Boot needs `linuxefi` and `initrdefi` in grub.cfg. Check also that"
        + " securityfs is mounted and readable.";
  }

  @Override
  public SortedMap<String, String> data() {
    return new Data().put("reason", reason).done();
  }
}
