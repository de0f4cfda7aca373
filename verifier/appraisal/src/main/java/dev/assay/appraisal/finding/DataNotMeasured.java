package dev.assay.appraisal.finding;

import dev.assay.appraisal.golden.Oddity;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.util.SortedMap;

/// By its type the data of an event hashes to its digests, and it does not: what the log says there
/// is not what was measured. Known firmware does so for some of its events. What was measured is
/// compared all the same; only the data can't be believed.
///
/// @param where the event
/// @param digests its digests
/// @param severity VIOLATION; where loaders or the kernel measured, as their differences weigh
public record DataNotMeasured(
    EventPlace where, SortedMap<HashAlgorithm, Digest> digests, Severity severity)
    implements OddFinding, EventFinding {
  public DataNotMeasured {
    digests = Digests.copy(digests);
  }

  @Override
  public Oddity oddity() {
    return Oddity.DATA_NOT_MEASURED;
  }

  @Override
  public String message() {
    return where
        + ": the data is not what was measured as "
        + Digests.shortened(Digests.in(digests, Digests.shownBank(digests)))
        + ".";
  }

  @Override
  public String remedy() {
    return "Some boards log other data than they measure: where all siblings do, draft their golden"
        + " set anew and approve the quirk. Where one machine does, its log was altered by somebody"
        + " with root rights there.";
  }

  @Override
  public SortedMap<String, String> data() {
    return new Data().at(where).put("actual", Digests.whole(digests)).done();
  }
}
