package dev.assay.verifier.service;

import dev.assay.appraisal.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Hears of the work while it is done, to measure, trace and log it. It changes nothing, fails
/// never and keeps nobody waiting.
public interface Observer {
  /// The field of a log line that names the machine it is about, by its id.
  String MACHINE = "machine";

  /// Work that is worth a duration of its own.
  enum Step {
    /// From evidence in hand to its record in the database.
    ATTESTATION,
    /// Judging the evidence, without reading or writing any record.
    APPRAISAL,
    /// One transaction in the database, from a connection in hand to its end.
    TRANSACTION
  }

  /// Does the work, and hears of it.
  ///
  /// @param machine whose work it is, where that is known
  <T> T during(Step step, Optional<MachineId> machine, Supplier<T> work);

  /// A machine's verdict is another than before. Told once the new one is kept.
  ///
  /// @param before empty where there was none
  /// @param findings of the new one
  void verdictChanged(
      MachineId machine, Optional<Verdict> before, Verdict now, List<RecordedFinding> findings);

  /// An act was done, and is in the audit log.
  void done(Act act);

  /// Hears nothing.
  Observer NONE =
      new Observer() {
        @Override
        public <T> T during(Step step, Optional<MachineId> machine, Supplier<T> work) {
          return work.get();
        }

        @Override
        public void verdictChanged(
            MachineId machine,
            Optional<Verdict> before,
            Verdict now,
            List<RecordedFinding> findings) {}

        @Override
        public void done(Act act) {}
      };
}
