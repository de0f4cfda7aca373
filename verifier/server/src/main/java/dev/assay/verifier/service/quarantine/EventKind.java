package dev.assay.verifier.service.quarantine;

import java.util.Arrays;
import java.util.Optional;

/// What hooks and readers of the event stream can be told.
public enum EventKind {
  /// The machine failed once; a second quote is asked for.
  SUSPECTED("dev.assay.machine.suspected", EventSeverity.WARNING),
  /// The suspicion was not confirmed, or a machine that was HELD or SUSPECT was let go.
  CLEARED("dev.assay.machine.cleared", EventSeverity.INFO),
  /// The machine failed, and a person has to decide.
  HELD("dev.assay.machine.held", EventSeverity.WARNING),
  /// Take the machine out of service.
  QUARANTINED("dev.assay.machine.quarantined", EventSeverity.CRITICAL),
  /// Let the machine back.
  RELEASED("dev.assay.machine.released", EventSeverity.INFO),
  /// An appraisal or silence that the policy only records.
  NOTED("dev.assay.machine.noted", EventSeverity.INFO),
  /// An appraisal or silence that the policy warns of.
  WARNED("dev.assay.machine.warned", EventSeverity.WARNING),
  /// A budget is used up: further machines are HELD.
  LIMIT_REACHED("dev.assay.quarantine.limit-reached", EventSeverity.CRITICAL),
  /// Somebody tests a hook.
  TEST("dev.assay.hook.test", EventSeverity.INFO);

  private final String type;
  private final EventSeverity severity;

  EventKind(String type, EventSeverity severity) {
    this.type = type;
    this.severity = severity;
  }

  /// Its name outside: the type of a CloudEvent.
  public String type() {
    return type;
  }

  public EventSeverity severity() {
    return severity;
  }

  public static Optional<EventKind> ofType(String type) {
    return Arrays.stream(values()).filter(kind -> kind.type.equals(type)).findFirst();
  }
}
