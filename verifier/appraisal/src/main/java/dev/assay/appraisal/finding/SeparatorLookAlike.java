package dev.assay.appraisal.finding;

import dev.assay.appraisal.golden.Oddity;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.util.SortedMap;

/// An event has a separator's digest and another type, or the type and another digest. No digest
/// covers the type: whoever writes the log could move the line between firmware and what it starts.
///
/// @param where the event
/// @param digests its digests
public record SeparatorLookAlike(EventPlace where, SortedMap<HashAlgorithm, Digest> digests)
    implements OddFinding, EventFinding {
  public SeparatorLookAlike {
    digests = Digests.copy(digests);
  }

  @Override
  public Oddity oddity() {
    return Oddity.SEPARATOR_LOOK_ALIKE;
  }

  @Override
  public Severity severity() {
    return Severity.VIOLATION;
  }

  @Override
  public String message() {
    return where
        + ": type and digest "
        + Digests.shortened(Digests.in(digests, Digests.shownBank(digests)))
        + " disagree on whether this is the separator between firmware and what it starts.";
  }

  @Override
  public String remedy() {
    return "Look at this event of a sibling: where all machines of the model show it, draft their"
        + " golden set anew and approve the quirk. Else the log was altered; keep the machine out"
        + " of work.";
  }

  @Override
  public SortedMap<String, String> data() {
    return new Data().at(where).put("actual", Digests.whole(digests)).done();
  }
}
