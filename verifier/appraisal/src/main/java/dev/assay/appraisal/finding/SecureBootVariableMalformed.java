package dev.assay.appraisal.finding;

import dev.assay.appraisal.codec.PlainText;
import dev.assay.appraisal.golden.Oddity;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.util.SortedMap;

/// The measured value of a Secure Boot variable is not what UEFI has there: signature lists whose
/// sizes add up, or a flag of one byte. Firmware that reads it otherwise than we do may allow what
/// we don't see (UEFI, section "Signature Database").
///
/// @param where the event
/// @param reason what was wrong
/// @param digests its digests
public record SecureBootVariableMalformed(
    EventPlace where, String reason, SortedMap<HashAlgorithm, Digest> digests)
    implements OddFinding, EventFinding {
  private static final int MAX_REASON = 200;

  public SecureBootVariableMalformed {
    reason = PlainText.of(reason, MAX_REASON);
    digests = Digests.copy(digests);
  }

  @Override
  public Oddity oddity() {
    return Oddity.SECURE_BOOT_VARIABLE_MALFORMED;
  }

  @Override
  public Severity severity() {
    return Severity.VIOLATION;
  }

  @Override
  public String message() {
    return where + ": the variable can't be read: " + reason + ".";
  }

  @Override
  public String remedy() {
    return "Restore the variable in the firmware setup (factory keys). Where the vendor ships it"
        + " so, draft the model's golden set anew and approve the quirk.";
  }

  @Override
  public SortedMap<String, String> data() {
    return new Data().at(where).put("actual", Digests.whole(digests)).put("reason", reason).done();
  }
}
