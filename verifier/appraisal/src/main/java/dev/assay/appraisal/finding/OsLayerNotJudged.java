package dev.assay.appraisal.finding;

import dev.assay.appraisal.codec.PlainText;
import java.util.SortedMap;

/// Loader, kernel and what they measured were not compared; the verdict is about firmware alone.
///
/// @param reason why, as the end of a sentence
public record OsLayerNotJudged(String reason) implements GoldenFinding {
  private static final int MAX_REASON = 200;

  public OsLayerNotJudged {
    reason = PlainText.of(reason, MAX_REASON);
  }

  @Override
  public String code() {
    return "OS_LAYER_NOT_JUDGED";
  }

  @Override
  public Severity severity() {
    return Severity.NOTE;
  }

  @Override
  public String message() {
    return "Boot loader and kernel were not judged: " + reason + ".";
  }

  @Override
  public String remedy() {
    return "To have them judged, draft and approve a golden set of the OS layer and let the policy"
        + " enforce or warn.";
  }

  @Override
  public SortedMap<String, String> data() {
    return new Data().put("reason", reason).done();
  }
}
