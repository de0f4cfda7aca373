package dev.assay.verifier.service;

import static dev.assay.verifier.service.Outcome.declined;
import static dev.assay.verifier.service.Outcome.done;

import dev.assay.appraisal.finding.Severity;
import dev.assay.appraisal.golden.GoldenSet;
import dev.assay.verifier.service.GoldenCatalogue.InForce;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Shows what a golden set would change before it does: the latest evidence of each machine that is
/// held to sets of its model or image is judged by what is in force and by what would be.
public final class PreviewGolden {
  private final GoldenRecords records;
  private final GoldenCatalogue catalogue;
  private final MachineRecords machines;
  private final AppraisalRecords appraisals;
  private final InventoryRecords inventories;
  private final KnownLogs logs;
  private final ServicePolicy policy;

  public PreviewGolden(
      GoldenRecords records,
      GoldenCatalogue catalogue,
      MachineRecords machines,
      AppraisalRecords appraisals,
      InventoryRecords inventories,
      KnownLogs logs,
      ServicePolicy policy) {
    this.records = records;
    this.catalogue = catalogue;
    this.machines = machines;
    this.appraisals = appraisals;
    this.inventories = inventories;
    this.logs = logs;
    this.policy = policy;
  }

  /// What if the set came into force? NOT_FOUND: no such set.
  ///
  /// @param besideTheOld whether what is in force of its layer stays
  public Outcome<Preview> activation(String id, boolean besideTheOld) {
    return found(id)
        .then(
            golden -> {
              var set = golden.set();
              return done(
                  compare(
                      golden.subject(),
                      now -> {
                        var then = new ArrayList<GoldenSet>();
                        then.add(set);
                        now.all().stream()
                            .filter(one -> !one.id().equals(set.id()))
                            .filter(one -> besideTheOld || one.layer() != set.layer())
                            .forEach(then::add);
                        return then;
                      }));
            });
  }

  /// What if the set went out of force? NOT_FOUND: no such set.
  public Outcome<Preview> end(String id) {
    return found(id)
        .then(
            golden ->
                done(
                    compare(
                        golden.subject(),
                        now -> now.all().stream().filter(set -> !set.id().equals(id)).toList())));
  }

  /// What if these machines were held to other OS images?
  ///
  /// @param image which one each would be held to; that of its board model, where it is empty
  Preview images(List<Machine> all, Function<Machine, Optional<OsImage>> image) {
    return compare(
        all,
        machine -> machine.model().map(model -> HeldTo.of(model, image.apply(machine))),
        catalogue::inForce,
        catalogue::inForce);
  }

  private Outcome<GoldenRecord> found(String id) {
    return records
        .find(id)
        .<Outcome<GoldenRecord>>map(Outcome::done)
        .orElseGet(() -> declined(Decline.NOT_FOUND, GoldenLife.NO_SET));
  }

  private Preview compare(GoldenSubject subject, Function<InForce, List<GoldenSet>> changed) {
    return compare(
        machines.active(subject),
        HeldTo::of,
        catalogue::inForce,
        held -> InForce.of(held.model(), changed.apply(catalogue.inForce(held))));
  }

  /// Looks up what is in force once for all machines that are held to the same.
  private Preview compare(
      List<Machine> all,
      Function<Machine, Optional<HeldTo>> heldThen,
      Function<HeldTo, InForce> now,
      Function<HeldTo, InForce> then) {
    var again = new JudgeAgain(appraisals, logs);
    var nows = new HashMap<HeldTo, InForce>();
    var thens = new HashMap<HeldTo, InForce>();
    var changes = new ArrayList<Preview.Change>();
    int unseen = 0;
    for (var machine : all) {
      var evidence = machine.latest().flatMap(latest -> appraisals.evidence(latest.appraisalId()));
      var reported = Optional.of(inventories.kinds(machine.id()));
      var before = judged(again, by(HeldTo.of(machine), nows, now), evidence, reported);
      var after = judged(again, by(heldThen.apply(machine), thens, then), evidence, reported);
      if (before.isEmpty() || after.isEmpty()) {
        unseen++;
      } else if (before.get().verdict() != after.get().verdict()) {
        changes.add(
            new Preview.Change(
                machine.id(),
                machine.displayName(),
                before.get().verdict(),
                after.get().verdict(),
                telling(after.get().findings())));
      }
    }
    return new Preview(all.size(), unseen, changes);
  }

  private Optional<Rejudged> judged(
      JudgeAgain again,
      InForce inForce,
      Optional<StoredEvidence> evidence,
      Optional<Set<String>> reported) {
    return evidence.flatMap(one -> again.by(inForce, policy.osLayer(), one, reported));
  }

  private static InForce by(
      Optional<HeldTo> held, Map<HeldTo, InForce> known, Function<HeldTo, InForce> look) {
    return held.map(subjects -> known.computeIfAbsent(subjects, look)).orElse(InForce.OF_NO_MODEL);
  }

  private static Optional<RecordedFinding> telling(List<RecordedFinding> findings) {
    return findings.stream()
        .filter(finding -> finding.severity() == Severity.VIOLATION)
        .findFirst()
        .or(() -> findings.stream().filter(f -> f.severity() != Severity.NOTE).findFirst());
  }
}
