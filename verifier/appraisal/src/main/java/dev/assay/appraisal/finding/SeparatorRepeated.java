package dev.assay.appraisal.finding;

import dev.assay.appraisal.golden.Oddity;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.util.SortedMap;

/// A PCR has more separators than one, so that it is not said what the firmware measured before it
/// started anything.
///
/// @param where the separator that is too many
/// @param digests its digests
public record SeparatorRepeated(EventPlace where, SortedMap<HashAlgorithm, Digest> digests)
    implements OddFinding, EventFinding {
  public SeparatorRepeated {
    digests = Digests.copy(digests);
  }

  @Override
  public Oddity oddity() {
    return Oddity.SEPARATOR_REPEATED;
  }

  @Override
  public Severity severity() {
    return Severity.VIOLATION;
  }

  @Override
  public String message() {
    return where + ": the PCR has its separator already; one is allowed.";
  }

  @Override
  public String remedy() {
    return "Compare with a sibling's log: where all machines of the model repeat it, draft their"
        + " golden set anew and approve the quirk. Else look for software that measures in the"
        + " firmware's name.";
  }

  @Override
  public SortedMap<String, String> data() {
    return new Data().at(where).put("actual", Digests.whole(digests)).done();
  }
}
