package dev.assay.appraisal.golden;

import dev.assay.appraisal.eventlog.EventType;
import dev.assay.appraisal.tpm.PcrIndex;

/// One event that a golden set expects.
///
/// @param label a hint for people; decides nothing
/// @param optional whether a machine may lack the event. Only a person's decision makes it so: some
///   siblings had the event, others did not, and the difference was accepted
public record GoldenEvent(PcrIndex pcr, EventType type, String label, Rule rule, boolean optional) {
  private static final PcrIndex BOOT_OPTIONS = PcrIndex.of(1);
  private static final PcrIndex PARTITION_TABLE = PcrIndex.of(5);

  public GoldenEvent {
    if (type.equals(EventType.NO_ACTION)) {
      throw new IllegalArgumentException("EV_NO_ACTION is never extended and proves nothing");
    }
    if (rule instanceof Rule.PerMachine && !mayVary(pcr)) {
      throw new IllegalArgumentException(
          "an event of " + pcr + " can't vary per machine: it could hide code");
    }
  }

  /// An event that no machine may lack.
  public GoldenEvent(PcrIndex pcr, EventType type, String label, Rule rule) {
    this(pcr, type, label, rule, false);
  }

  static boolean mayVary(PcrIndex pcr) {
    return pcr.equals(BOOT_OPTIONS) || pcr.equals(PARTITION_TABLE);
  }
}
