package dev.assay.verifier.service;

import dev.assay.appraisal.Proven;
import dev.assay.appraisal.enroll.Duplicate;
import dev.assay.appraisal.enroll.MachineTrace;
import dev.assay.appraisal.finding.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// One EK, one machine: looks for others that can't be another one. A key that two machines have is
/// a violation. A clock may agree by chance, and what a host merely says of itself proves nothing,
/// or one machine could speak against another: these are warnings.
final class Duplicates {
  private final MachineRecords machines;
  private final ServicePolicy policy;

  Duplicates(MachineRecords machines, ServicePolicy policy) {
    this.machines = machines;
    this.policy = policy;
  }

  /// What the machine shares with others though it can't.
  ///
  /// @param host what it reports now
  /// @param proven what its quote proved
  List<RecordedFinding> of(Machine machine, HostFacts host, Proven proven, Instant now) {
    var chassis = Serials.chassis(host).or(() -> Serials.chassis(machine.enrolledHost()));
    var boot = proven.logSha256().map(log -> new MachineTrace.Boot(log, proven.clockInfo(), now));
    var trace = trace(machine, chassis, boot);
    return machines.suspects(machine, chassis, boot).stream()
        .flatMap(
            other ->
                Duplicate.between(trace, trace(other, now)).stream()
                    .flatMap(shared -> finding(shared, machine, host, other).stream()))
        .toList();
  }

  /// One that no longer attests does not stand in two places at once: its chassis may have got
  /// another board.
  private MachineTrace trace(Machine other, Instant now) {
    var attests =
        other
            .latest()
            .map(standing -> Freshness.of(Optional.of(standing.at()), interval(other), now))
            .filter(Freshness.FRESH::equals);
    return trace(
        other,
        attests.flatMap(_ -> Serials.chassis(other.host())),
        other.latest().flatMap(Duplicates::boot));
  }

  private Duration interval(Machine machine) {
    return machine.interval().orElse(policy.interval());
  }

  private static Optional<MachineTrace.Boot> boot(Standing standing) {
    return standing
        .quoted()
        .flatMap(
            quoted ->
                standing
                    .logSha256()
                    .map(log -> new MachineTrace.Boot(log, quoted.clock(), standing.at())));
  }

  private static MachineTrace trace(
      Machine machine, Optional<String> chassis, Optional<MachineTrace.Boot> boot) {
    return new MachineTrace(
        machine.id().toDigest(), machine.ek().keySha256(), machine.ak().name(), chassis, boot);
  }

  private static Optional<RecordedFinding> finding(
      Duplicate shared, Machine machine, HostFacts host, Machine other) {
    return switch (shared) {
      case SAME_EK -> Optional.of(sameTpm(machine, other, "has the same EK", Severity.VIOLATION));
      case SAME_AK ->
          Optional.of(sameTpm(machine, other, "has the same attestation key", Severity.VIOLATION));
      // In a large fleet two clocks agree by chance, where boards log nothing of their own.
      case SAME_CLOCK ->
          Optional.of(
              sameTpm(
                  machine, other, "shows the same boot by the same TPM clock", Severity.WARNING));
      // A machine that nobody approved has a finding of its own for this.
      case SAME_CHASSIS ->
          Optional.of(sameChassis(host, other)).filter(_ -> machine.state() == MachineState.ACTIVE);
    };
  }

  private static RecordedFinding sameTpm(
      Machine machine, Machine other, String shared, Severity severity) {
    return RecordedFinding.ofMachine(
        "SAME_TPM_AS_ANOTHER_MACHINE",
        severity,
        "Machine %s %s: one TPM answers for both.".formatted(other.displayName(), shared),
        "If one TPM was enrolled under two EKs (here %s, there %s), retire the one that is not"
                .formatted(machine.ek().describe(), other.ek().describe())
            + " wanted; else find out where evidence is relayed to.",
        data(other, shared));
  }

  private static RecordedFinding sameChassis(HostFacts host, Machine other) {
    var board = Serials.board(host);
    var otherBoard = Serials.board(other.host());
    boolean twoBoards = board.isPresent() && otherBoard.isPresent() && !board.equals(otherBoard);
    return RecordedFinding.ofMachine(
        "SAME_CHASSIS_AS_ANOTHER_MACHINE",
        twoBoards ? Severity.NOTE : Severity.WARNING,
        "Machine %s reports the same chassis serial at the same time%s."
            .formatted(other.displayName(), twoBoards ? ", and another board serial" : ""),
        twoBoards
            ? "Nothing to do where several boards share a chassis."
            : "Look which of the two stands in that chassis; a cloned or relayed machine shows the"
                + " serial of the real one.",
        data(other, "chassis serial"));
  }

  private static SortedMap<String, String> data(Machine other, String shared) {
    var data = new TreeMap<String, String>();
    data.put("other", other.id().toHex());
    data.put("shared", shared);
    return data;
  }
}
