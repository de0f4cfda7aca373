package dev.assay.verifier.service;

import java.util.List;
import java.util.function.BooleanSupplier;

/// Lets an act happen together with the entry of the audit log that tells of it, or not at all. The
/// one way to write the log: whatever changes something on a person's word, or quarantines by a
/// rule, goes through here.
///
/// ```java
/// var act = Act.by(person, ActKind.MACHINE_RETIRED, Act.machine(id));
/// boolean retired = audit.recorded(act, () -> machines.retire(id, approval));
/// ```
///
/// What the work asks of the stores on this thread is one transaction with the entry. Signals to
/// other verifiers and answers to callers belong behind it. A transaction that takes locks of its
/// own should call this last: writers of the log go one at a time, from the entry until the commit.
/// Works at the isolation READ COMMITTED alone; at a stricter one the second of two writers fails.
public interface AuditLog {

  /// Does the work, and tells of these acts where it took effect.
  ///
  /// @param work gives whether it took effect; where not, nothing is written and the work has to
  ///   have changed nothing
  /// @return what the work gave
  boolean recorded(List<Act> acts, BooleanSupplier work);

  /// As above, for one act.
  default boolean recorded(Act act, BooleanSupplier work) {
    return recorded(List.of(act), work);
  }

  /// Does work that always takes effect or throws, and tells of these acts.
  default void doneAndRecorded(List<Act> acts, Runnable work) {
    recorded(
        acts,
        () -> {
          work.run();
          return true;
        });
  }

  /// As above, for one act.
  default void doneAndRecorded(Act act, Runnable work) {
    doneAndRecorded(List.of(act), work);
  }
}
