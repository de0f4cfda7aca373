package dev.assay.verifier.service;

import dev.assay.appraisal.enroll.MachineTrace;
import dev.assay.appraisal.tpm.TpmName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where machines are kept.
public interface MachineRecords {
  /// How many machines are read at once.
  int PAGE = 500;

  Optional<Machine> find(MachineId id);

  /// In the order of host name, then id; those that stand behind `after` in it.
  ///
  /// @param limit the most that are listed
  List<Machine> list(MachineFilter filter, Optional<MachineId> after, int limit);

  /// Every ACTIVE machine of a model, read page by page.
  default List<Machine> active(BoardModel model) {
    return all(MachineFilter.active(model));
  }

  /// Every ACTIVE machine of a role or with a label.
  default List<Machine> active(ImageHolder holder) {
    return all(MachineFilter.of(Optional.of(MachineState.ACTIVE), holder));
  }

  /// Every machine of a role or with a label.
  default List<Machine> all(ImageHolder holder) {
    return all(MachineFilter.of(Optional.empty(), holder));
  }

  /// Every ACTIVE machine that is held to the golden sets of this model or image.
  default List<Machine> active(GoldenSubject subject) {
    return all(MachineFilter.active(subject));
  }

  private List<Machine> all(MachineFilter filter) {
    var all = new ArrayList<Machine>();
    List<Machine> page = list(filter, Optional.empty(), PAGE);
    while (!page.isEmpty()) {
      all.addAll(page);
      page = list(filter, Optional.of(page.getLast().id()), PAGE);
    }
    return all;
  }

  /// The machine, ACTIVE and other than `except`, that is known by one of these serials.
  Optional<MachineId> activeWithSerial(HostFacts host, MachineId except);

  /// The machines other than this that may be the same one: ACTIVE, or PENDING where this one is,
  /// with the same key of the EK, the same chassis serial, or the same boot by about the same
  /// clock. At most a few.
  List<Machine> suspects(
      Machine machine, Optional<String> chassisSerial, Optional<MachineTrace.Boot> boot);

  /// Approves `seen` under this model, with the key that its TPM proved since where `newKey` names
  /// it. A verdict reached under another model or key is forgotten; the history stays.
  ///
  /// @return false, and nothing changed, where the machine is no longer as it was seen
  boolean approve(Machine seen, BoardModel model, Optional<TpmName> newKey, Approval approval);

  /// How far a model's machines are on a golden set.
  ///
  /// @param within how many others are on it ([NewAppraisal#onSets])
  /// @param machines how many are ACTIVE
  record OnSet(long within, long machines) {}

  /// Counts the ACTIVE machines of a model, and those other than `except` that are on a set.
  OnSet onSet(BoardModel model, String goldenSet, MachineId except);

  /// Takes a machine out of service.
  ///
  /// @return false where it was so already or is not known
  boolean retire(MachineId id, Approval by);

  /// Sets a machine's own schedule.
  ///
  /// @return false where it is not known
  boolean interval(MachineId id, Duration interval);

  /// Sets what a machine is for; nothing, where it is empty.
  ///
  /// @return false where it is not known
  boolean role(MachineId id, Optional<MachineRole> role);

  /// Forgets PENDING machines that enrolled before this and have not attested since, with all that
  /// is kept of them.
  ///
  /// @return how many went
  int purgePending(Instant before);

  /// Counts evidence that was not authentic.
  void countRefused(MachineId id, String code, Instant at);
}
