package dev.assay.appraisal.finding;

import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.util.SortedMap;

/// A golden event was measured at another place in a PCR where the order is part of the promise.
///
/// @param where the machine's event
/// @param actual its digests, in the compared banks
/// @param goldenPosition where it stands among the golden events of this PCR, from 0
/// @param goldenSet the golden set's id
/// @param severity by layer
public record EventReordered(
    EventPlace where,
    SortedMap<HashAlgorithm, Digest> actual,
    int goldenPosition,
    String goldenSet,
    Severity severity)
    implements GoldenFinding, EventFinding {

  public EventReordered {
    actual = Digests.copy(actual);
  }

  @Override
  public String code() {
    return "EVENT_REORDERED";
  }

  @Override
  public String message() {
    var bank = Digests.shownBank(actual);
    return where
        + ": digest "
        + Digests.shortened(Digests.in(actual, bank))
        + " is golden, but at position "
        + goldenPosition
        + " of this PCR and not here.";
  }

  @Override
  public String remedy() {
    return switch (severity) {
      case VIOLATION ->
          "Firmware did the same things in another order. Look for another firmware version or"
              + " changed setup; take the machine out of work until it is explained.";
      case WARNING, UNDECIDED, NOTE ->
          "Check whether somebody changed the order in which the system boots. If it is right,"
              + " accept it in the golden set.";
    };
  }

  @Override
  public SortedMap<String, String> data() {
    return new Data()
        .at(where)
        .put("actual", Digests.whole(actual))
        .put("goldenPosition", Integer.toString(goldenPosition))
        .put("goldenSet", goldenSet)
        .done();
  }
}
