package dev.assay.appraisal.finding;

import dev.assay.appraisal.codec.PlainText;
import java.util.SortedMap;

/// The event log can't be read strictly to its last byte.
///
/// @param reason what was wrong, with the limit where one was passed
/// @param offset the byte at which reading stopped
public record EventLogMalformed(String reason, long offset) implements LogFinding {
  private static final int MAX_REASON = 200;

  public EventLogMalformed {
    reason = PlainText.of(reason, MAX_REASON);
  }

  @Override
  public String code() {
    return "EVENT_LOG_MALFORMED";
  }

  @Override
  public Severity severity() {
    return Severity.VIOLATION;
  }

  @Override
  public String message() {
    return "The event log can't be read at byte " + offset + ": " + reason + ".";
  }

  @Override
  public String remedy() {
    return "Read it with `assay log FILE` to see how far it goes. A log that was sound before and"
        + " is not now was altered or cut; a board that always writes such logs needs a"
        + " firmware fix.";
  }

  @Override
  public SortedMap<String, String> data() {
    return new Data().put("offset", Long.toString(offset)).put("reason", reason).done();
  }
}
