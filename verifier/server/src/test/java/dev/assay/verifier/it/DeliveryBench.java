package dev.assay.verifier.it;

import dev.assay.v1.Verdict;
import dev.assay.verifier.testing.TestMachine;
import dev.assay.verifier.testing.TestReceiver;
import dev.assay.verifier.testing.TestReceiver.Answer;
import dev.assay.verifier.testing.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// From the first evidence of implanted firmware to the signed webhook that takes the machine out
/// of service, beside a bare attestation over the same connection. A real verifier with its
/// PostgreSQL, a real HTTP receiver, and machines whose keys are in this process so that no TPM's
/// speed counts. Each machine attests badly, is asked for its second quote at once, and gives it.
final class DeliveryBench {
  private static final int MACHINES = Integer.getInteger("assay.bench.machines", 100);
  private static final int WARM_UP = 10;
  private static final int BARE = 200;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private DeliveryBench() {}

  /// What one machine took, in nanoseconds.
  ///
  /// @param whole from the first evidence to the delivery
  /// @param last from the second evidence to the delivery
  private record Took(long whole, long last) {}

  /// Prints the figures; takes about half a minute.
  public static void main(String[] arguments) throws Exception {
    var folder = Files.createTempDirectory("assay-bench");
    try (var receiver = TestReceiver.answering(_ -> Answer.OK);
        var verifier = VerifierProcess.started(folder, settings(folder, receiver))) {
      measure(verifier, receiver);
    } finally {
      Trees.remove(folder);
    }
  }

  private static Map<String, String> settings(Path folder, TestReceiver receiver)
      throws IOException {
    var hooks =
        Files.writeString(
            folder.resolve("hooks.json"),
            """
            {"hooks": [{"name": "bench", "url": "%s", "allowPrivate": true, "secrets": ["env:HOOK_KEY"],
              "events": ["dev.assay.machine.quarantined"]}]}
            """
                .formatted(receiver.url()));
    return Map.of(
        "ASSAY_QUARANTINE_MODE", "act",
        "ASSAY_QUARANTINE_FLEET_LIMIT", "100000",
        "ASSAY_QUARANTINE_FLEET_PERCENT", "100",
        "ASSAY_QUARANTINE_MODEL_LIMIT", "100000",
        "ASSAY_QUARANTINE_MODEL_PERCENT", "100",
        // All machines are of one address here.
        "ASSAY_AGENTS_ENROLLMENT_BURST_PER_NETWORK", "10000",
        "ASSAY_HOOKS", hooks.toString(),
        "HOOK_KEY", TestReceiver.SECRET);
  }

  private static void measure(VerifierProcess verifier, TestReceiver receiver) {
    var fleet = new Fleet(verifier);
    var healthy = List.of(machine("good-1", "clean-A1"), machine("good-2", "clean-A1"));
    var bad = new ArrayList<TestMachine>();
    for (int i = 0; i < WARM_UP + MACHINES; i++) {
      bad.add(machine("bad-" + i, "implant-fw"));
    }
    try (var agent = new RawAgent(verifier)) {
      for (var machine : healthy) {
        AttestationBench.enroll(agent, machine);
        fleet.approve(machine.id().toHex());
        AttestationBench.attest(agent, machine);
      }
      for (var machine : bad) {
        AttestationBench.enroll(agent, machine);
        fleet.approve(machine.id().toHex());
      }
      fleet.goldenFrom(healthy.stream().map(machine -> machine.id().toHex()).toList());
      var took = new ArrayList<Took>();
      for (var machine : bad) {
        took.add(quarantine(agent, machine, receiver));
      }
      print(took.subList(WARM_UP, took.size()), bare(agent, healthy.getFirst()));
    }
  }

  private static TestMachine machine(String name, String capture) {
    return TestMachine.booted(name, capture);
  }

  private static List<Long> bare(RawAgent agent, TestMachine machine) {
    var took = new ArrayList<Long>();
    for (int i = 0; i < BARE; i++) {
      long start = System.nanoTime();
      AttestationBench.attest(agent, machine);
      took.add(System.nanoTime() - start);
    }
    return took;
  }

  private static Took quarantine(RawAgent agent, TestMachine machine, TestReceiver receiver) {
    var stream = agent.open().hello(AttestationBench.hello(machine));
    var challenge = stream.challenge();
    long first = System.nanoTime();
    requireBad(AttestationBench.answer(stream, machine, challenge).getVerdict());
    var again = stream.challenge();
    long second = System.nanoTime();
    requireBad(AttestationBench.answer(stream, machine, again).getVerdict());
    long delivered = delivery(machine.id().toHex(), receiver);
    stream.finish();
    return new Took(delivered - first, delivered - second);
  }

  private static void requireBad(Verdict verdict) {
    if (verdict != Verdict.VERDICT_UNTRUSTED) {
      throw new IllegalStateException("implanted firmware was judged " + verdict);
    }
  }

  private static long delivery(String machine, TestReceiver receiver) {
    return Waiting.forValue(
        "the webhook about " + machine, PATIENCE, () -> receiver.firstAbout(machine));
  }

  private static void print(List<Took> took, List<Long> bare) {
    double attestation = millis(bare, 50);
    System.out.printf(
        "bare attestation, one after the other: p50 %.1f ms, p99 %.1f ms%n",
        attestation, millis(bare, 99));
    print("first evidence to delivery", took.stream().map(Took::whole).toList(), attestation);
    print("second evidence to delivery", took.stream().map(Took::last).toList(), attestation);
  }

  private static void print(String what, List<Long> took, double attestation) {
    double half = millis(took, 50);
    double most = millis(took, 99);
    System.out.printf(
        "%s, %d machines: p50 %.1f ms (%.1f bare attestations), p99 %.1f ms (%.1f)%n",
        what, took.size(), half, half / attestation, most, most / attestation);
  }

  /// By nearest rank.
  private static double millis(List<Long> nanos, int percent) {
    var sorted = nanos.stream().sorted().toList();
    int rank = (int) Math.ceil(sorted.size() * percent / 100.0);
    return sorted.get(Math.max(0, rank - 1)) / 1e6;
  }
}
