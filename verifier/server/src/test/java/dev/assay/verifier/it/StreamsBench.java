package dev.assay.verifier.it;

import dev.assay.v1.Verdict;
import dev.assay.verifier.testing.TestMachine;
import dev.assay.verifier.testing.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// What an open stream costs the verifier in memory: machines enroll, attest once and stay, each on
/// a TLS connection of its own, as agents do. Beside the memory before the first of them. Then a
/// golden set goes in force, and all of them attest at once, while somebody looks at the list of
/// machines.
final class StreamsBench {
  private static final int MACHINES = Integer.getInteger("assay.bench.streams", 1600);
  private static final int STEP = Math.max(1, MACHINES / 4);
  private static final Pattern USED = Pattern.compile("total (?:reserved )?\\d+K.*?used (\\d+)K");
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
  private static final double KIB = 1024;

  private final VerifierProcess verifier;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final List<Joined> joined = new ArrayList<>();

  /// An agent that answers each challenge until its stream ends.
  private static final class Joined {
    private final TestMachine machine;
    private final RawStream stream;
    private final Thread loop = Thread.ofVirtual().unstarted(this::answer);
    private volatile Verdict verdict = Verdict.VERDICT_UNSPECIFIED;

    Joined(TestMachine machine, RawStream stream) {
      this.machine = machine;
      this.stream = stream;
    }

    void attest() {
      var challenge = stream.challenge(Duration.ofMinutes(10));
      verdict = AttestationBench.answer(stream, machine, challenge).getVerdict();
    }

    private void answer() {
      try {
        while (true) {
          attest();
        }
      } catch (AssertionError | IllegalStateException ended) {
        // Sent away, or the bench is over.
      }
    }

    boolean isTrusted() {
      return verdict == Verdict.VERDICT_TRUSTED;
    }

    boolean isDone() {
      return isTrusted() || !loop.isAlive();
    }
  }

  /// In KiB, after a garbage collection.
  private record Memory(long heap, long resident) {}

  private StreamsBench(VerifierProcess verifier) {
    this.verifier = verifier;
  }

  /// Prints the figures; takes three minutes, most of them for the machines' keys.
  public static void main(String[] arguments) throws Exception {
    var folder = Files.createTempDirectory("assay-bench");
    // All machines are of one address here.
    var settings = Map.of("ASSAY_AGENTS_ENROLLMENT_BURST_PER_NETWORK", "100000");
    try (var verifier = VerifierProcess.started(folder, settings)) {
      new StreamsBench(verifier).measure();
    } finally {
      Trees.remove(folder);
    }
  }

  private void measure() throws Exception {
    try {
      // What the first call loads is no stream's.
      join(0);
      var before = memory();
      System.out.printf(
          "1 stream: heap %.0f MiB live, resident %.0f MiB%n",
          before.heap / KIB, before.resident / KIB);
      for (int streams = 1; streams <= MACHINES; streams++) {
        join(streams);
        if (streams % STEP == 0) {
          print(streams, before, memory());
        }
      }
      allAtOnce();
    } finally {
      while (!open.isEmpty()) {
        open.pop().close();
      }
    }
  }

  private void join(int number) {
    var machine = TestMachine.booted("stream-" + number, "clean-A1");
    var agent = new RawAgent(verifier);
    open.push(agent);
    AttestationBench.enroll(agent, machine);
    new Fleet(verifier).approve(machine.id().toHex());
    var stream = agent.open().hello(AttestationBench.hello(machine));
    var one = new Joined(machine, stream);
    one.attest();
    one.loop.start();
    joined.add(one);
  }

  private void allAtOnce() throws InterruptedException {
    var siblings = joined.stream().limit(2).map(one -> one.machine.id().toHex()).toList();
    var looks = new ArrayList<Double>();
    int failed = 0;
    long begin = System.nanoTime();
    var operator = Thread.ofVirtual().start(() -> new Fleet(verifier).goldenFrom(siblings));
    while (!joined.stream().allMatch(Joined::isDone)) {
      long asked = System.nanoTime();
      if (verifier.admin().get("/api/v1/machines?limit=100").status() != 200) {
        failed++;
      }
      looks.add((System.nanoTime() - asked) / 1e6);
      Thread.sleep(20);
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    operator.join();
    Collections.sort(looks);
    System.out.printf(
        "a golden set in force: %d machines TRUSTED after %.1f s, %d sent away%n",
        joined.stream().filter(Joined::isTrusted).count(),
        seconds,
        joined.stream().filter(one -> !one.isTrusted()).count());
    System.out.printf(
        "meanwhile 100 machines listed %d times: median %.0f ms, longest %.0f ms, %d failed%n",
        looks.size(), looks.get(looks.size() / 2), looks.getLast(), failed);
  }

  private static void print(int streams, Memory before, Memory now) {
    System.out.printf(
        "%d streams: heap %.0f MiB live, resident %.0f MiB; a stream: %.0f KiB of heap, %.0f KiB"
            + " resident%n",
        streams + 1,
        now.heap / KIB,
        now.resident / KIB,
        (now.heap - before.heap) / (double) streams,
        (now.resident - before.resident) / (double) streams);
  }

  private Memory memory() throws IOException {
    ask("GC.run");
    var status = Files.readString(Path.of("/proc/" + verifier.pid() + "/status"));
    return new Memory(number(USED, ask("GC.heap_info")), number(RESIDENT, status));
  }

  private String ask(String command) {
    var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    return Commands.run(
        verifier.data(), Map.of(), List.of(jcmd, Long.toString(verifier.pid()), command));
  }

  // All that match: some collectors keep generations apart.
  private static long number(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .mapToLong(found -> Long.parseLong(found.group(1)))
        .reduce(Long::sum)
        .orElseThrow(() -> new IllegalStateException("no " + pattern + " in:\n" + text));
  }
}
