package dev.assay.appraisal.bench;

import dev.assay.appraisal.LogCheck;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.eventlog.EventLog;
import dev.assay.appraisal.eventlog.Replay;
import dev.assay.appraisal.golden.GoldenDraft;
import dev.assay.appraisal.golden.GoldenLearner;
import dev.assay.appraisal.golden.Layer;
import dev.assay.appraisal.golden.Quorum;
import dev.assay.appraisal.golden.Sibling;
import dev.assay.appraisal.testing.LogBuilder;
import dev.assay.appraisal.testing.SimulatedModel;
import java.lang.management.ManagementFactory;

/// Learns a golden set from 100, 1,000 and 10,000 simulated siblings, three in a thousand poisoned
/// and twenty on older firmware, and prints what it costs beside parsing and replaying the same
/// logs, which nobody can do without. Ends with 1 where a target isn't met.
public final class LearningBench {
  private static final int WARM_UP = 2_000;
  private static final int[] SIZES = {100, 1_000, 10_000};
  private static final int THOUSAND = 1_000;
  private static final double MOST_TIMES_PARSING = 3;
  private static final double MOST_GROWTH = 2;
  private static final double MOST_OF_THE_LOGS = 0.1;
  private static final double NANOS_PER_MICRO = 1_000;

  private final SimulatedModel model = new SimulatedModel();

  private LearningBench() {}

  /// @param parse CPU time per log for parsing and replaying
  /// @param learn the same for learning, with the decision at the end
  /// @param held bytes that the learner holds when all were fed
  /// @param logs bytes of all logs
  private record Cost(int machines, double parse, double learn, long held, long logs) {
    double ratio() {
      return learn / parse;
    }

    double share() {
      return (double) held / logs;
    }
  }

  public static void main(String[] arguments) throws MalformedInput {
    var bench = new LearningBench();
    bench.learn(WARM_UP);
    System.out.printf(
        "%8s %14s %14s %16s %14s %12s%n",
        "machines", "parse µs/log", "learn µs/log", "learn ÷ parse", "held bytes", "÷ all logs");
    Cost first = bench.learn(SIZES[0]);
    print(first);
    boolean met = true;
    Cost last = first;
    for (int i = 1; i < SIZES.length; i++) {
      last = bench.learn(SIZES[i]);
      print(last);
    }
    met &= target("learning a log ÷ parsing it", last.ratio(), MOST_TIMES_PARSING);
    met &= target("time per log, 10,000 ÷ 100 machines", last.learn() / first.learn(), MOST_GROWTH);
    met &= target("held by the learner ÷ all logs", last.share(), MOST_OF_THE_LOGS);
    System.exit(met ? 0 : 1);
  }

  private static boolean target(String what, double value, double most) {
    System.out.printf(
        "%-40s %8.3f  (target ≤ %s)%s%n", what, value, most, value <= most ? "" : "  MISSED");
    return value <= most;
  }

  private static void print(Cost cost) {
    System.out.printf(
        "%8d %14.1f %14.1f %16.2f %14d %12.4f%n",
        cost.machines(), cost.parse(), cost.learn(), cost.ratio(), cost.held(), cost.share());
  }

  private Cost learn(int machines) throws MalformedInput {
    long before = used();
    var learner = new GoldenLearner();
    long parse = 0;
    long learn = 0;
    long logs = 0;
    for (int machine = 0; machine < machines; machine++) {
      Bytes raw = log(machine).bytes();
      logs += raw.length();
      long start = cpu();
      var log = EventLog.parse(raw);
      var sibling = new Sibling("machine-" + machine, Replay.of(log), LogCheck.oddities(log));
      long parsed = cpu();
      learner.add(sibling);
      learn += cpu() - parsed;
      parse += parsed - start;
    }
    long held = used() - before;
    long start = cpu();
    GoldenDraft draft = learner.draft("model", Quorum.MAJORITY);
    learn += cpu() - start;
    requireRight(draft, machines);
    return new Cost(
        machines,
        parse / NANOS_PER_MICRO / machines,
        learn / NANOS_PER_MICRO / machines,
        held,
        logs);
  }

  private LogBuilder log(int machine) {
    int of = machine % THOUSAND;
    if (of % 333 == 42) {
      return model.poisoned(machine);
    }
    return of % 50 == 49 ? model.older(machine) : model.log(machine);
  }

  /// Else something else was measured.
  private static void requireRight(GoldenDraft draft, int machines) {
    boolean right =
        draft.camps().size() == 1
            && draft.camps().getFirst().shared().size() == 2
            && draft.otherVersions().getFirst().machines() == machines / 50
            && !draft.undecided(Layer.FIRMWARE);
    if (!right) {
      throw new IllegalStateException("the poisoned were not found: " + draft.camps());
    }
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static long used() {
    System.gc();
    System.gc();
    var runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
