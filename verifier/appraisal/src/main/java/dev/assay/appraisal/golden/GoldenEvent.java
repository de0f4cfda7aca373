package dev.assay.appraisal.golden;

import dev.assay.appraisal.eventlog.EventType;
import dev.assay.appraisal.tpm.PcrIndex;
import java.util.Set;

/// One event that a golden set expects.
///
/// @param label a hint for people; decides nothing
/// @param optional whether a machine may lack the event. Only a person's decision makes it so: some
///   siblings had the event, others did not, and the difference was accepted
public record GoldenEvent(PcrIndex pcr, EventType type, String label, Rule rule, boolean optional) {
  /// Where fields may vary per machine: boot options, and the partition table. Elsewhere that could
  /// hide code.
  static final Set<PcrIndex> VARYING = Set.of(PcrIndex.of(1), PcrIndex.of(5));

  private static final PcrIndex SECURE_BOOT = PcrIndex.of(SecureBootValue.PCR);

  public GoldenEvent {
    if (type.equals(EventType.NO_ACTION)) {
      throw new IllegalArgumentException("EV_NO_ACTION is never extended and proves nothing");
    }
    if (rule instanceof Rule.DbxAtLeast && !pcr.equals(SECURE_BOOT)) {
      throw new IllegalArgumentException("dbx is measured into PCR 7, not into " + pcr);
    }
  }

  /// An event that no machine may lack.
  public GoldenEvent(PcrIndex pcr, EventType type, String label, Rule rule) {
    this(pcr, type, label, rule, false);
  }

  /// Whether it lets fields vary where that needs a person's decision.
  public boolean variesByDecision() {
    return rule instanceof Rule.PerMachine && !VARYING.contains(pcr);
  }
}
