package dev.assay.appraisal.finding;

import java.util.SortedMap;

/// A TPM counts its resets upwards for as long as its endorsement hierarchy lives. One that counts
/// fewer than before was put back to an earlier state, or is another TPM with the same key.
///
/// @param before how often it had been reset, at the last quote
/// @param now at this one
public record ResetCountWentBack(long before, long now) implements SessionFinding {
  @Override
  public String code() {
    return "RESET_COUNT_WENT_BACK";
  }

  @Override
  public Severity severity() {
    return Severity.VIOLATION;
  }

  @Override
  public String message() {
    return "The TPM says it was reset " + now + " times, but it had said " + before + " before.";
  }

  @Override
  public String remedy() {
    return "A hardware TPM can't forget: find out what answers under its name. A virtual machine"
        + " that was put back to a snapshot does this; enroll it anew if that was meant.";
  }

  @Override
  public SortedMap<String, String> data() {
    return new Data()
        .put("actual", Long.toString(now))
        .put("expected", Long.toString(before))
        .done();
  }
}
