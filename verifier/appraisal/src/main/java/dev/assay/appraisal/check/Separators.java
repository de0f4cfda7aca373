package dev.assay.appraisal.check;

import dev.assay.appraisal.eventlog.Event;
import dev.assay.appraisal.eventlog.EventPayload;
import dev.assay.appraisal.eventlog.EventType;
import dev.assay.appraisal.eventlog.VariableContent;
import dev.assay.appraisal.finding.EventPlace;
import dev.assay.appraisal.finding.Finding;
import dev.assay.appraisal.finding.SeparatorError;
import dev.assay.appraisal.finding.SeparatorLookAlike;
import dev.assay.appraisal.finding.SeparatorMissing;
import dev.assay.appraisal.finding.SeparatorRepeated;
import dev.assay.appraisal.tpm.PcrIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// Finds the one separator that each of PCR 0 to 7 must have (TCG PFP, section "EV_SEPARATOR"):
/// what was measured before it is the firmware's. Decided by digest; the type has to agree.
final class Separators {
  private final FirmwareEvents events;
  private final List<Finding> findings = new ArrayList<>();
  private final SortedSet<PcrIndex> missing = new TreeSet<>();

  private Separators(FirmwareEvents events) {
    this.events = events;
  }

  static List<Finding> findings(FirmwareEvents events) {
    var separators = new Separators(events);
    for (int pcr = 0; pcr < FirmwareEvents.PCRS; pcr++) {
      separators.judge(pcr);
    }
    if (!separators.missing.isEmpty()) {
      separators.findings.addFirst(new SeparatorMissing(separators.missing));
    }
    return separators.findings;
  }

  /// Whether `item` stands where the separator is: by type, whatever its digest.
  static boolean typed(FirmwareEvents.Item item) {
    return item.event().type().equals(EventType.SEPARATOR);
  }

  private void judge(int pcr) {
    boolean found = false;
    boolean resembled = false;
    for (var item : events.all()) {
      var event = item.event();
      if (event.pcr() != pcr) {
        continue;
      }
      if (item.is(KnownMeasurement.SEPARATOR_ERROR) && !isBootOrder(event)) {
        findings.add(new SeparatorError(EventPlace.of(event)));
        resembled = true;
      } else if (typed(item) != item.separator() && !isBootOrder(event)) {
        findings.add(new SeparatorLookAlike(EventPlace.of(event), events.digests(event)));
        resembled = true;
      } else if (typed(item)) {
        if (found) {
          findings.add(new SeparatorRepeated(EventPlace.of(event), events.digests(event)));
        }
        found = true;
      }
    }
    if (!found && !resembled) {
      missing.add(PcrIndex.of(pcr));
    }
  }

  /// A boot order of option 1 and then 0 has the bytes of the separator for errors. Its data is
  /// verified, so it is what it says, as far as a type can.
  private boolean isBootOrder(Event event) {
    return events.verified(event)
        && event.payload() instanceof EventPayload.UefiVariable variable
        && variable.content() instanceof VariableContent.BootOrder;
  }
}
