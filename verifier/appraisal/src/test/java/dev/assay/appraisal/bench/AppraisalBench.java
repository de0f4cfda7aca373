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

/// Runs [AppraisalCost] for about a minute and prints a table. An appraisal is held against what
/// nobody can do without: one signature check by Bouncy Castle with a decoded key, and one hash
/// over the bytes that came. Ends with 1 where a target isn't met: an unseen log of 100 events
/// costs at most 3 times that, a known one 1.2 times; parsing is at 200 MB/s; the garbage of an
/// appraisal is at most 6 times the log's size.
public final class AppraisalBench {
  private static final String BARE = "bareCheck";
  private static final String HASH = "sha256";
  private static final String HASH_OF_QUOTE = "sha256OfQuote";
  private static final String PARSE = "parse";
  private static final String UNSEEN = "unseenLog";
  private static final String ALLOCATED = "gc.alloc.rate.norm";
  private static final double LEAST_MEGABYTES = 200;
  private static final double MOST_GARBAGE = 6;
  private static final int WARM_UP_RUNS = 25_000;
  private static final double NANOS_PER_MICRO = 1_000;
  private static final List<Row> ROWS =
      List.of(
          new Row(BARE, "one bare P-256 check (Bouncy Castle, decoded key)"),
          new Row(HASH, "SHA-256 over log, quote and signature (JDK)"),
          new Row(HASH_OF_QUOTE, "SHA-256 over quote and signature (JDK)"),
          new Row(PARSE, "parsing the log, with its hash"),
          new Row("knownLog", "appraisal, known log", HASH_OF_QUOTE, 1.2),
          new Row(UNSEEN, "appraisal, unseen log of 100 events, two banks", HASH, 3));

  private AppraisalBench() {}

  /// @param hash the hash over the bytes that come: with the bare check what it is held against
  /// @param target how many times that it may cost; NaN where nothing is asked
  private record Row(String benchmark, String what, String hash, double target) {
    Row(String benchmark, String what) {
      this(benchmark, what, "", Double.NaN);
    }

    boolean judged() {
      return !Double.isNaN(target);
    }
  }

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
      cost.sha256OfQuote(unused);
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
    boolean met = true;
    System.out.printf("%-52s %10s %10s %8s %8s%n", "", "garbage", "CPU µs", "ratio", "target");
    for (Row row : ROWS) {
      Cost cost = cost(costs, row.benchmark());
      System.out.printf("%-52s %10.0f %10.2f", row.what(), cost.bytes(), cost.micros());
      if (row.judged()) {
        double ratio =
            cost.micros() / (cost(costs, BARE).micros() + cost(costs, row.hash()).micros());
        boolean missed = !(ratio <= row.target());
        met &= !missed;
        System.out.printf(" %8.2f %8s%s", ratio, "≤ " + row.target(), missed ? "  MISSED" : "");
      }
      System.out.println();
    }
    System.out.println("ratio: to one bare check and one hash over the bytes that come, together");
    return met;
  }

  /// Bytes per microsecond are megabytes per second.
  private static boolean printLog(Map<String, Cost> costs, int logSize) {
    double megabytes = logSize / cost(costs, PARSE).micros();
    double garbage = cost(costs, UNSEEN).bytes() / logSize;
    double bare = cost(costs, BARE).bytes() / logSize;
    System.out.printf("%nthe log has %,d bytes%n", logSize);
    System.out.printf(
        "parsing: %.0f MB/s (target ≥ %.0f)%s%n",
        megabytes, LEAST_MEGABYTES, megabytes >= LEAST_MEGABYTES ? "" : "  MISSED");
    System.out.printf(
        "garbage: %.1f × its size for an unseen log, %.1f × of it Bouncy Castle's for the bare"
            + " check (target ≤ %.0f)%s%n",
        garbage, bare, MOST_GARBAGE, garbage <= MOST_GARBAGE ? "" : "  MISSED");
    return megabytes >= LEAST_MEGABYTES && garbage <= MOST_GARBAGE;
  }

  private static Cost cost(Map<String, Cost> costs, String benchmark) {
    return Objects.requireNonNull(costs.get(benchmark), benchmark);
  }
}
