package dev.assay.appraisal.finding;

import dev.assay.appraisal.codec.PlainText;
import java.util.SortedMap;

/// An image was started by an authority that is said to be of db, and the measured db does not hold
/// it: the firmware accepted what its own list does not allow.
///
/// @param where the event
/// @param authority a certificate's subject, or a hash
public record AuthorityNotInDb(EventPlace where, String authority)
    implements LogFinding, EventFinding {
  private static final int MAX_AUTHORITY = 200;

  public AuthorityNotInDb {
    authority = PlainText.of(authority, MAX_AUTHORITY);
  }

  @Override
  public String code() {
    return "AUTHORITY_NOT_IN_DB";
  }

  @Override
  public Severity severity() {
    return Severity.VIOLATION;
  }

  @Override
  public String message() {
    return where + ": started by '" + authority + "', which the measured db does not hold.";
  }

  @Override
  public String remedy() {
    return "Keep the machine out of work: its firmware does not keep to its own Secure Boot keys."
        + " Compare the firmware with a sibling's, and flash it anew.";
  }

  @Override
  public SortedMap<String, String> data() {
    return new Data().at(where).put("authority", authority).done();
  }
}
