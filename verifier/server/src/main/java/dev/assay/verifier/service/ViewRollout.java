package dev.assay.verifier.service;

import dev.assay.appraisal.Verdict;
import dev.assay.appraisal.golden.Layer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Shows how far a model's machines are on their way to its newest firmware. Changes nothing.
public final class ViewRollout {
  private static final Set<Verdict> GOOD = EnumSet.of(Verdict.TRUSTED, Verdict.WARNING);

  private final GoldenRecords golden;
  private final MachineRecords machines;

  public ViewRollout(GoldenRecords golden, MachineRecords machines) {
    this.golden = golden;
    this.machines = machines;
  }

  /// A model's way.
  ///
  /// @param machines how many are ACTIVE
  /// @param sets the firmware sets in force, the newest first
  /// @param laggards the machines whose last good boot did not match the newest
  public record Rollout(int machines, List<Reached> sets, List<Laggard> laggards) {
    public Rollout {
      sets = List.copyOf(sets);
      laggards = List.copyOf(laggards);
    }
  }

  /// A set and who is on it.
  ///
  /// @param share the percentage of the machines that it is meant for
  public record Reached(
      String goldenSet,
      String firmwareVersion,
      Optional<Instant> endsAt,
      Optional<Integer> share,
      int machines) {
    /// Whether more machines are on it than it is meant for.
    public boolean beyondShare(int all) {
      return share.filter(percent -> machines * 100L > (long) percent * all).isPresent();
    }
  }

  /// A machine that has not come along.
  ///
  /// @param goldenSet the set that it is on; empty where it is on none
  public record Laggard(MachineId machine, String name, Optional<String> goldenSet) {}

  public Rollout of(BoardModel model) {
    var active =
        golden.active(new GoldenSubject(Layer.FIRMWARE, model.name())).stream()
            .flatMap(one -> golden.find(one.id()).stream())
            .toList();
    Map<String, Integer> counts = new LinkedHashMap<>();
    active.forEach(record -> counts.put(record.id(), 0));
    var laggards = new ArrayList<Laggard>();
    var all = machines.active(model);
    for (var machine : all) {
      var on = on(machine, counts.keySet());
      on.ifPresent(id -> counts.merge(id, 1, Integer::sum));
      if (active.isEmpty() || !on.equals(Optional.of(active.getFirst().id()))) {
        laggards.add(new Laggard(machine.id(), machine.displayName(), on));
      }
    }
    return new Rollout(
        all.size(),
        active.stream()
            .map(
                record ->
                    new Reached(
                        record.id(),
                        record.set().firmwareVersion(),
                        record.endsAt(),
                        record.share(),
                        counts.getOrDefault(record.id(), 0)))
            .toList(),
        laggards);
  }

  private static Optional<String> on(Machine machine, Set<String> sets) {
    return machine
        .latest()
        .filter(latest -> GOOD.contains(latest.verdict()))
        .flatMap(latest -> latest.goldenSets().stream().filter(sets::contains).findFirst());
  }
}
