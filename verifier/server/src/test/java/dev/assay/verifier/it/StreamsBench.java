package dev.assay.verifier.it;

import dev.assay.verifier.testing.TestMachine;
import dev.assay.verifier.testing.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// What an open stream costs the verifier in memory: machines enroll, attest once and stay, each on
/// a TLS connection of its own, as agents do. Beside the memory before the first of them.
final class StreamsBench {
  private static final int MACHINES = Integer.getInteger("assay.bench.streams", 400);
  private static final int STEP = Math.max(1, MACHINES / 4);
  private static final Pattern USED = Pattern.compile("total (?:reserved )?\\d+K.*?used (\\d+)K");
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
  private static final double KIB = 1024;

  private final VerifierProcess verifier;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  /// In KiB, after a garbage collection.
  private record Memory(long heap, long resident) {}

  private StreamsBench(VerifierProcess verifier) {
    this.verifier = verifier;
  }

  /// Prints the figures; takes two minutes, most of them for the machines' keys.
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
    AttestationBench.answer(stream, machine, stream.challenge());
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

  private static long number(Pattern pattern, String text) {
    var found = pattern.matcher(text);
    if (!found.find()) {
      throw new IllegalStateException("no " + pattern + " in:\n" + text);
    }
    return Long.parseLong(found.group(1));
  }
}
