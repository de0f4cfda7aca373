package dev.assay.appraisal.finding;

import dev.assay.appraisal.codec.PlainText;
import java.util.SortedMap;

/// The attest structure or its signature is not what the TPM specification allows, so nothing in it
/// can be checked.
///
/// @param part which of the two, in words: "attest" or "signature"
/// @param reason what was wrong, with the limit where one was passed
/// @param offset the byte at which reading stopped
public record QuoteMalformed(String part, String reason, long offset) implements QuoteFinding {
  private static final int MAX_REASON = 200;

  public QuoteMalformed {
    reason = PlainText.of(reason, MAX_REASON);
  }

  @Override
  public String code() {
    return "QUOTE_MALFORMED";
  }

  @Override
  public String message() {
    return "The quote's " + part + " can't be read at byte " + offset + ": " + reason + ".";
  }

  @Override
  public String remedy() {
    return "Check that the agent is the released one and that nothing rewrites its messages; if it"
        + " is, keep the evidence and treat the machine as tampered with.";
  }

  @Override
  public SortedMap<String, String> data() {
    return new Data()
        .put("part", part)
        .put("reason", reason)
        .put("offset", Long.toString(offset))
        .done();
  }
}
