package dev.assay.verifier.service;

import dev.assay.appraisal.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A machine as people see it at one moment.
///
/// @param interval the schedule in force
/// @param verdict UNKNOWN where there is no authentic appraisal
/// @param findings of the latest appraisal, after those about the machine itself
/// @param nextDue when the verifier means to ask again; empty where it never attested
public record MachineView(
    Machine machine,
    Duration interval,
    Freshness freshness,
    Verdict verdict,
    List<RecordedFinding> findings,
    Optional<Instant> nextDue) {

  public MachineView {
    findings = List.copyOf(findings);
  }

  static MachineView of(Machine machine, ServicePolicy policy, Instant now) {
    var interval = machine.interval().orElse(policy.interval());
    var lastAt = machine.latest().map(Standing::at);
    var findings = new ArrayList<>(MachineFindings.of(machine));
    machine.latest().ifPresent(standing -> findings.addAll(standing.findings()));
    return new MachineView(
        machine,
        interval,
        Freshness.of(lastAt, interval, now),
        machine.latest().map(Standing::verdict).orElse(Verdict.UNKNOWN),
        findings,
        lastAt.map(at -> at.plus(interval)));
  }
}
