package dev.assay.verifier.service;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What is to be said of what a host reports of itself: against what it was enrolled with, against
/// its board model, and against other machines. It may raise a mismatch; it never selects a model.
final class ReportedIdentity {
  private static final int REMEMBERED = 1_000;
  private static final Duration REMEMBERED_FOR = Duration.ofSeconds(10);

  private final MachineRecords machines;
  private final Cache<BoardModel, Optional<ModelRecord>> models;
  private final ModelRecords records;

  ReportedIdentity(MachineRecords machines, ModelRecords records) {
    this.machines = machines;
    this.records = records;
    this.models =
        Caffeine.newBuilder().maximumSize(REMEMBERED).expireAfterWrite(REMEMBERED_FOR).build();
  }

  List<RecordedFinding> findings(Machine machine, HostFacts host) {
    var newSerials = MachineFindings.newSerials(machine, host);
    var owner =
        newSerials.facts().isEmpty()
            ? Optional.<MachineId>empty()
            : machines.activeWithSerial(newSerials, machine.id());
    var findings = new ArrayList<>(MachineFindings.ofReport(machine, host, owner));
    var reported = BoardIdentity.reportedBy(host);
    machine
        .model()
        .flatMap(this::model)
        .filter(model -> !model.covers(reported))
        .map(model -> MachineFindings.ofModel(model, reported))
        .ifPresent(findings::add);
    return findings;
  }

  private Optional<ModelRecord> model(BoardModel name) {
    return Objects.requireNonNull(models.get(name, records::find));
  }
}
