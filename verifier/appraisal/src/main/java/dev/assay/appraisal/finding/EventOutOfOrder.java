package dev.assay.appraisal.finding;

import dev.assay.appraisal.golden.Oddity;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.util.SortedMap;

/// An event stands where its kind does not belong (TCG PFP, section "PCR Usage").
///
/// @param where the event
/// @param rule the one it breaks
/// @param digests its digests
public record EventOutOfOrder(EventPlace where, Rule rule, SortedMap<HashAlgorithm, Digest> digests)
    implements OddFinding, EventFinding {

  /// The order that firmware keeps.
  public enum Rule {
    /// PCR 0, 2, 3 and 6.
    CLOSED_BY_SEPARATOR("nothing is measured into this PCR after its separator"),
    /// PCR 4.
    NOTHING_STARTS_BEFORE_SEPARATOR("before the separator of PCR 4 nothing is started"),
    /// PCR 4.
    ACTIONS_ARE_NO_IMAGES("what is an action by its digest is no image of the operating system"),
    /// PCR 5.
    PARTITIONS_AFTER_SEPARATOR("partition tables come after the separator of PCR 5"),
    /// PCR 5.
    EXIT_AFTER_SEPARATOR("boot services end after the separator of PCR 5, invocation first"),
    /// PCR 7.
    VARIABLES_IN_ORDER("SecureBoot, PK, KEK, db and dbx come once each, in this order"),
    /// PCR 7.
    VARIABLES_BEFORE_SEPARATOR("the firmware's variables come before the separator of PCR 7"),
    /// PCR 7.
    AUTHORITIES_AFTER_SEPARATOR("authorities come after the separator of PCR 7"),
    /// PCR 0 to 7.
    NOTHING_AFTER_EXIT("firmware measures nothing after boot services ended");

    private final String sentence;

    Rule(String sentence) {
      this.sentence = sentence;
    }
  }

  public EventOutOfOrder {
    digests = Digests.copy(digests);
  }

  @Override
  public Oddity oddity() {
    return Oddity.EVENT_OUT_OF_ORDER;
  }

  @Override
  public Severity severity() {
    return Severity.VIOLATION;
  }

  @Override
  public String message() {
    return where + ": out of order, as " + rule.sentence + ".";
  }

  @Override
  public String remedy() {
    return "Compare with a sibling's log: where all machines of the model do so, draft their golden"
        + " set anew and approve the quirk. Else something ran or was measured at a time when only"
        + " firmware should; keep the machine out of work.";
  }

  @Override
  public SortedMap<String, String> data() {
    return new Data()
        .at(where)
        .put("actual", Digests.whole(digests))
        .put("rule", rule.name())
        .done();
  }
}
