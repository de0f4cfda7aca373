package dev.assay.appraisal.bench;

import dev.assay.appraisal.codec.MalformedInput;
import java.security.GeneralSecurityException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/// Runs [AppraisalCost] for about a minute and prints a table of ratios. Ends with 1 where a target
/// isn't met: a known log within 1.3 signature checks, an unseen one of 100 events within 5;
/// parsing at 200 MB/s; garbage of an unseen log at most 6 times its size.
public final class AppraisalBench {
  private static final String BARE = "bareCheck";
  private static final String PARSE = "parse";
  private static final String UNSEEN = "unseenLog";
  private static final String ALLOCATED = "gc.alloc.rate.norm";
  private static final double LEAST_MEGABYTES = 200;
  private static final double MOST_GARBAGE = 6;
  private static final int WARM_UP_RUNS = 25_000;
  private static final double NANOS_PER_MICRO = 1_000;
  private static final List<Row> ROWS =
      List.of(
          new Row(BARE, "one bare P-256 check (Bouncy Castle, decoded key)", Double.NaN),
          new Row("sha256", "SHA-256 over log, quote and signature (JDK)", Double.NaN),
          new Row(PARSE, "parsing the log, with its hash", Double.NaN),
          new Row("knownLog", "appraisal, known log", 1.3),
          new Row(UNSEEN, "appraisal, unseen log of 100 events, two banks", 5));

  private AppraisalBench() {}

  /// @param target the most signature checks that it may cost; NaN where there is none
  private record Row(String benchmark, String what, double target) {}

  /// What one run of a benchmark takes.
  ///
  /// @param bytes that were allocated
  private record Cost(double micros, double bytes) {}

  public static void main(String[] arguments)
      throws RunnerException, GeneralSecurityException, MalformedInput {
    warmUp();
    var options =
        new OptionsBuilder()
            .include(AppraisalCost.class.getName() + ".*")
            .forks(0)
            .warmupIterations(1)
            .warmupTime(TimeValue.seconds(1))
            .measurementIterations(7)
            .measurementTime(TimeValue.seconds(1))
            .addProfiler(GCProfiler.class)
            .verbosity(VerboseMode.SILENT)
            .build();
    var costs = costs(new Runner(options).run());
    boolean fast = print(costs);
    boolean lean = printLog(costs, new AppraisalCost().logSize());
    System.exit(fast && lean ? 0 : 1);
  }

  /// By number of runs, not by time: on a busy machine the compiler would still be at work while
  /// the measuring begins. All of them in turn, as in a verifier that serves known and unseen logs.
  private static void warmUp() throws GeneralSecurityException, MalformedInput {
    var cost = new AppraisalCost();
    var unused = new AppraisalCost.Cpu();
    for (int run = 0; run < WARM_UP_RUNS; run++) {
      cost.bareCheck(unused);
      cost.sha256(unused);
      cost.parse(unused);
      cost.knownLog(unused);
      cost.unseenLog(unused);
    }
  }

  private static Map<String, Cost> costs(Collection<RunResult> results) {
    return results.stream()
        .collect(
            Collectors.toMap(
                run -> run.getPrimaryResult().getLabel(),
                run ->
                    new Cost(
                        score(run, "nanos") / score(run, "operations") / NANOS_PER_MICRO,
                        score(run, ALLOCATED))));
  }

  private static double score(RunResult run, String counter) {
    return Objects.requireNonNull(run.getSecondaryResults().get(counter), counter).getScore();
  }

  private static boolean print(Map<String, Cost> costs) {
    double bare = cost(costs, BARE).micros();
    boolean met = true;
    System.out.printf("%-52s %10s %8s %8s %10s%n", "", "CPU µs", "ratio", "target", "garbage");
    for (Row row : ROWS) {
      double micros = cost(costs, row.benchmark()).micros();
      double ratio = micros / bare;
      boolean missed = !Double.isNaN(row.target()) && !(ratio <= row.target());
      met &= !missed;
      System.out.printf(
          "%-52s %10.2f %8.2f %8s %10.0f%s%n",
          row.what(),
          micros,
          ratio,
          Double.isNaN(row.target()) ? "" : "≤ " + row.target(),
          cost(costs, row.benchmark()).bytes(),
          missed ? "  MISSED" : "");
    }
    return met;
  }

  /// Bytes per microsecond are megabytes per second.
  private static boolean printLog(Map<String, Cost> costs, int logSize) {
    double megabytes = logSize / cost(costs, PARSE).micros();
    double garbage = cost(costs, UNSEEN).bytes() / logSize;
    System.out.printf("%nthe log has %,d bytes%n", logSize);
    System.out.printf("parsing: %.0f MB/s (target ≥ %.0f)%n", megabytes, LEAST_MEGABYTES);
    System.out.printf(
        "garbage: %.1f × its size for an unseen log (target ≤ %.0f), of which %.1f × for the bare"
            + " check and %.1f × for parsing%n",
        garbage,
        MOST_GARBAGE,
        cost(costs, BARE).bytes() / logSize,
        cost(costs, PARSE).bytes() / logSize);
    return megabytes >= LEAST_MEGABYTES && garbage <= MOST_GARBAGE;
  }

  private static Cost cost(Map<String, Cost> costs, String benchmark) {
    return Objects.requireNonNull(costs.get(benchmark), benchmark);
  }
}
