package dev.assay.appraisal.finding;

import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.util.SortedMap;

/// The machine measured something that the golden set doesn't have.
///
/// @param where the machine's event
/// @param actual its digests, in the quoted banks
/// @param goldenSet the golden set's id
/// @param severity by layer and kind
public record EventAdded(
    EventPlace where, SortedMap<HashAlgorithm, Digest> actual, String goldenSet, Severity severity)
    implements GoldenFinding, EventFinding {

  public EventAdded {
    actual = Digests.copy(actual);
  }

  @Override
  public String code() {
    return "EVENT_ADDED";
  }

  @Override
  public String message() {
    var bank = Digests.shownBank(actual);
    return where
        + ": digest "
        + Digests.shortened(Digests.in(actual, bank))
        + " is one that no golden machine has.";
  }

  @Override
  public String remedy() {
    return switch (severity) {
      case VIOLATION ->
          "Something more ran or was configured at boot. Look for a card, an option ROM or a"
              + " firmware module that siblings don't have; take the machine out of work until it"
              + " is explained.";
      case WARNING, UNDECIDED, NOTE ->
          "Check whether somebody added this on purpose (a boot option, another loader or kernel)."
              + " If it is right, accept it in the golden set; if not, remove it.";
    };
  }

  @Override
  public SortedMap<String, String> data() {
    return new Data()
        .at(where)
        .put("actual", Digests.whole(actual))
        .put("goldenSet", goldenSet)
        .done();
  }
}
