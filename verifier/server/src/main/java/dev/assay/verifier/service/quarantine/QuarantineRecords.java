package dev.assay.verifier.service.quarantine;

import dev.assay.verifier.service.BoardModel;
import dev.assay.verifier.service.MachineId;
import dev.assay.verifier.service.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Where quarantine is kept. What an appraisal leads to is decided where appraisals are kept, in
/// the same transaction.
public interface QuarantineRecords {

  /// Decides on one machine and keeps what follows, all in one transaction.
  ///
  /// @param occurrence what happened, given the machine's latest appraisal
  /// @return where it stands now; NOT_FOUND: no such machine in service; CONFLICT: the decision
  ///   refused
  Outcome<Quarantine> decide(
      MachineId machine, Function<Optional<Cause>, Occurrence> occurrence, Instant at);

  /// All machines in service that are in any state but NONE, or one's.
  List<Entry> list(Optional<MachineId> machine);

  /// Episodes that still hold machines.
  List<Episode> episodes();

  /// The HELD and QUARANTINED machines, of a model or all.
  List<MachineId> out(Optional<BoardModel> model);

  /// SUSPECT machines that are asked for a second quote.
  List<MachineId> suspects();

  /// SUSPECT machines whose time to confirm is over.
  List<MachineId> overdue(Instant at);

  /// Active machines in state NONE that have not attested for three intervals, of which nothing was
  /// said yet.
  ///
  /// @param usual the interval of machines that have none of their own
  List<MachineId> silent(Duration usual, Instant at);

  /// What people told of the machine that policies and budgets go by. NOT_FOUND: no such machine.
  Outcome<Placed> placed(MachineId machine);

  /// A machine, as policies and budgets see it.
  record Placed(
      MachineId machine,
      String hostName,
      Optional<BoardModel> model,
      Optional<String> role,
      Optional<String> rack) {}

  /// RELEASING machines of which every hook was told.
  List<MachineId> confirmed();

  /// A machine and where it stands.
  record Entry(
      MachineId machine, String hostName, Optional<BoardModel> model, Quarantine quarantine) {}

  /// Machines that are HELD together.
  ///
  /// @param scope whose budget was used up first, as [Scope#said] has it
  /// @param common what they have in common
  record Episode(
      long id, String scope, Mode mode, Instant openedAt, int held, List<Common.Trait> common) {
    public Episode {
      common = List.copyOf(common);
    }
  }
}
