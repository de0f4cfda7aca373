package dev.assay.appraisal.check;

import dev.assay.appraisal.eventlog.Event;
import dev.assay.appraisal.eventlog.EventPayload;
import dev.assay.appraisal.eventlog.EventType;
import dev.assay.appraisal.eventlog.SecureBootVariable;
import dev.assay.appraisal.finding.BootNotFinished;
import dev.assay.appraisal.finding.EventOutOfOrder;
import dev.assay.appraisal.finding.EventOutOfOrder.Rule;
import dev.assay.appraisal.finding.EventPlace;
import dev.assay.appraisal.finding.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Holds the events of PCR 0 to 7 against the order in which firmware measures (TCG PFP, section
/// "PCR Usage"). One finding an event at most. PCR 1 has no order: vendors measure configuration
/// into it before and after its separator.
final class MeasurementOrder {
  private static final Set<Integer> CLOSED_BY_SEPARATOR = Set.of(0, 2, 3, 6);

  private final FirmwareEvents events;
  private final boolean[] separated = new boolean[FirmwareEvents.PCRS];
  private final List<Finding> findings = new ArrayList<>();
  private int variables;
  private boolean exitInvoked;
  private boolean finished;

  private MeasurementOrder(FirmwareEvents events) {
    this.events = events;
  }

  static List<Finding> findings(FirmwareEvents events) {
    var order = new MeasurementOrder(events);
    events.all().forEach(order::judge);
    if (!order.finished) {
      order.findings.add(new BootNotFinished());
    }
    return order.findings;
  }

  private void judge(FirmwareEvents.Item item) {
    int pcr = (int) item.event().pcr();
    if (finished) {
      refuse(item, Rule.NOTHING_AFTER_EXIT);
    } else if (Separators.typed(item)) {
      separated[pcr] = true;
    } else if (CLOSED_BY_SEPARATOR.contains(pcr)) {
      refuseIf(separated[pcr], item, Rule.CLOSED_BY_SEPARATOR);
    } else {
      switch (pcr) {
        case 4 -> judgeStart(item);
        case 5 -> judgeExit(item);
        case 7 -> judgeSecureBoot(item);
        default -> {}
      }
    }
  }

  /// No digest covers the type, by which an image is the OS layer's: an attempt to boot that is
  /// told as an image would be judged by nobody.
  private void judgeStart(FirmwareEvents.Item item) {
    refuseIf(
        item.known().isPresent()
            && item.event().type().equals(EventType.EFI_BOOT_SERVICES_APPLICATION),
        item,
        Rule.ACTIONS_ARE_NO_IMAGES);
    refuseIf(!separated[4] && !isAction(item.event()), item, Rule.NOTHING_STARTS_BEFORE_SEPARATOR);
  }

  private boolean isAction(Event event) {
    return event.type().equals(EventType.EFI_ACTION) && events.verified(event);
  }

  private void judgeExit(FirmwareEvents.Item item) {
    if (item.is(KnownMeasurement.EXIT_INVOCATION)) {
      refuseIf(!separated[5], item, Rule.EXIT_AFTER_SEPARATOR);
      exitInvoked = true;
    } else if (item.is(KnownMeasurement.EXIT_SUCCESS) || item.is(KnownMeasurement.EXIT_FAILURE)) {
      refuseIf(!exitInvoked, item, Rule.EXIT_AFTER_SEPARATOR);
      finished = item.is(KnownMeasurement.EXIT_SUCCESS);
    } else if (item.event().payload() instanceof EventPayload.Gpt) {
      refuseIf(!separated[5], item, Rule.PARTITIONS_AFTER_SEPARATOR);
    }
  }

  private void judgeSecureBoot(FirmwareEvents.Item item) {
    if (item.event().type().equals(EventType.EFI_VARIABLE_AUTHORITY)) {
      refuseIf(!separated[7], item, Rule.AUTHORITIES_AFTER_SEPARATOR);
    } else if (item.event().payload() instanceof EventPayload.UefiVariable variable
        && SecureBootVariable.isFirmwares(variable)) {
      var place = SecureBootVariable.of(variable).map(Enum::ordinal);
      if (separated[7]) {
        refuse(item, Rule.VARIABLES_BEFORE_SEPARATOR);
      } else if (place.isPresent()) {
        refuseIf(place.get() < variables, item, Rule.VARIABLES_IN_ORDER);
        variables = Math.max(variables, place.get() + 1);
      }
    }
  }

  private void refuseIf(boolean broken, FirmwareEvents.Item item, Rule rule) {
    if (broken) {
      refuse(item, rule);
    }
  }

  private void refuse(FirmwareEvents.Item item, Rule rule) {
    var event = item.event();
    findings.add(new EventOutOfOrder(EventPlace.of(event), rule, events.digests(event)));
  }
}
