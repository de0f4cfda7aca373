package dev.assay.verifier.it;

import com.google.protobuf.ByteString;
import dev.assay.appraisal.ChannelBinding;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrSelection;
import dev.assay.v1.ActivateRequest;
import dev.assay.v1.Challenge;
import dev.assay.v1.EnrollRequest;
import dev.assay.v1.Evidence;
import dev.assay.v1.Hello;
import dev.assay.v1.PcrBankSelection;
import dev.assay.v1.PcrBankValues;
import dev.assay.v1.Receipt;
import dev.assay.v1.Verdict;
import dev.assay.verifier.service.HostFact;
import dev.assay.verifier.service.IssuedChallenge;
import dev.assay.verifier.service.OpenedEnrollment;
import dev.assay.verifier.testing.TestMachine;
import dev.assay.verifier.testing.Trees;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/// Attestations per second end to end over TLS, and the server's CPU time for each: a real verifier
/// with its PostgreSQL, and machines whose keys are in this process so that no TPM's speed counts.
/// Each attestation is a stream of its own on a live connection: hello, challenge, evidence,
/// receipt. The client shares the machine, so the rate is a lower bound.
final class AttestationBench {
  private static final int MACHINES = 8;
  private static final Duration WARM_UP = Duration.ofSeconds(20);
  private static final Duration MEASURED = Duration.ofSeconds(20);

  private AttestationBench() {}

  /// Prints the figures; takes about a minute.
  public static void main(String[] arguments) throws Exception {
    var folder = Files.createTempDirectory("assay-bench");
    try (var verifier =
        VerifierProcess.started(folder, Map.of("ASSAY_DATA", folder.resolve("data").toString()))) {
      measure(verifier);
    } finally {
      Trees.remove(folder);
    }
  }

  private static void measure(VerifierProcess verifier) throws Exception {
    var fleet = new Fleet(verifier);
    var machines = new ArrayList<TestMachine>();
    for (int i = 0; i < MACHINES; i++) {
      machines.add(TestMachine.booted("bench-" + i, i % 2 == 0 ? "clean-A1" : "clean-A2"));
    }
    try (var agent = new RawAgent(verifier)) {
      for (var machine : machines) {
        enroll(agent, machine);
        fleet.approve(machine.id().toHex());
        attest(agent, machine);
      }
    }
    fleet.goldenFrom(machines.stream().limit(2).map(machine -> machine.id().toHex()).toList());
    run(verifier, machines, WARM_UP);
    long cpuBefore = cpuMillis(verifier);
    int attestations = run(verifier, machines, MEASURED);
    long cpu = cpuMillis(verifier) - cpuBefore;
    System.out.printf(
        "%d machines, one connection each, stream per attestation: %.0f attestations/s;"
            + " verifier CPU %.2f ms per attestation (its PostgreSQL not counted)%n",
        MACHINES, attestations / (double) MEASURED.toSeconds(), cpu / (double) attestations);
    System.out.printf(
        "steady-state Evidence message: %d bytes%n",
        steadyStateBytes(verifier, machines.getFirst()));
  }

  private static int run(VerifierProcess verifier, List<TestMachine> machines, Duration time)
      throws Exception {
    var done = new AtomicInteger();
    long end = System.nanoTime() + time.toNanos();
    try (var workers = Executors.newFixedThreadPool(machines.size())) {
      var running = new ArrayList<Future<?>>();
      for (var machine : machines) {
        running.add(
            workers.submit(
                () -> {
                  try (var agent = new RawAgent(verifier)) {
                    while (System.nanoTime() < end) {
                      attest(agent, machine);
                      done.incrementAndGet();
                    }
                  }
                }));
      }
      for (var worker : running) {
        worker.get();
      }
    }
    return done.get();
  }

  /// Enrolls a machine; it is then PENDING.
  static void enroll(RawAgent agent, TestMachine machine) {
    var request = machine.enrollment();
    var opened =
        agent
            .enrollment()
            .enroll(
                EnrollRequest.newBuilder()
                    .setEkPublic(wire(request.ekPublic()))
                    .setAkPublic(wire(request.akPublic()))
                    .setHost(RawAgent.host(request.host().get(HostFact.HOST_NAME).orElseThrow()))
                    .build());
    var secret =
        machine.answer(
            new OpenedEnrollment(
                bytes(opened.getChallengeId()),
                bytes(opened.getCredentialBlob()),
                bytes(opened.getEncryptedSecret()),
                Duration.ofSeconds(opened.getExpiresInSeconds())));
    agent
        .enrollment()
        .activate(
            ActivateRequest.newBuilder()
                .setChallengeId(opened.getChallengeId())
                .setSecret(wire(secret))
                .build());
  }

  /// Attests once, on a stream of its own.
  static void attest(RawAgent agent, TestMachine machine) {
    var stream = agent.open().hello(hello(machine));
    var receipt = answer(stream, machine, stream.challenge());
    stream.finish();
    requireHealthy(receipt);
  }

  /// Answers a challenge honestly.
  static Receipt answer(RawStream stream, TestMachine machine, Challenge challenge) {
    if (!challenge.hasKnownLogSha256()) {
      stream.log(machine.log().toArray());
    }
    return stream.evidence(evidence(stream, machine, challenge).build()).receipt();
  }

  // What the second evidence of one stream weighs: the PCR values did not change.
  private static int steadyStateBytes(VerifierProcess verifier, TestMachine machine) {
    try (var agent = new RawAgent(verifier)) {
      var stream = agent.open().hello(hello(machine));
      var evidence = evidence(stream, machine, stream.challenge()).clearPcrValues().build();
      stream.cancel();
      return evidence.getSerializedSize();
    }
  }

  private static void requireHealthy(Receipt receipt) {
    if (receipt.getVerdict() == Verdict.VERDICT_UNTRUSTED) {
      throw new IllegalStateException("a healthy machine was judged " + receipt);
    }
  }

  static Hello hello(TestMachine machine) {
    var hello = machine.hello();
    return Hello.newBuilder()
        .setMachineId(wire(hello.machineId()))
        .setAkName(wire(hello.akName()))
        .setBootId(hello.bootId())
        .addAllActiveBanks(hello.activeBanks())
        .setHost(RawAgent.host(hello.host().get(HostFact.HOST_NAME).orElseThrow()))
        .setUptimeMillis(hello.uptimeMillis())
        .build();
  }

  private static Evidence.Builder evidence(
      RawStream stream, TestMachine machine, Challenge challenge) {
    var issued =
        new IssuedChallenge(
            bytes(challenge.getNonce()),
            new PcrSelection(
                challenge.getSelectionList().stream().map(AttestationBench::bank).toList()),
            Optional.empty(),
            Optional.empty(),
            Duration.ofSeconds(challenge.getExpiresInSeconds()));
    var channel = new ChannelBinding.TlsExporter(Bytes.wrap(stream.exporter()));
    var claimed = machine.answer(issued, channel, machine.namedLog());
    var evidence =
        Evidence.newBuilder()
            .setAttest(wire(claimed.attest()))
            .setSignature(wire(claimed.signature()))
            .setLogSha256(wire(HashAlgorithm.SHA256.hash(machine.log()).value()))
            .setUptimeMillis(claimed.uptimeMillis());
    claimed
        .values()
        .forEach(
            bank ->
                evidence.addPcrValues(
                    PcrBankValues.newBuilder()
                        .setHashAlgorithm(bank.hashAlgorithm())
                        .setPcrMask(bank.pcrMask())
                        .setValues(wire(bank.values()))));
    return evidence;
  }

  private static PcrSelection.Bank bank(PcrBankSelection bank) {
    return new PcrSelection.Bank(
        HashAlgorithm.ofId(bank.getHashAlgorithm()).orElseThrow(), bank.getPcrMask());
  }

  private static long cpuMillis(VerifierProcess verifier) {
    return verifier.cpu().toMillis();
  }

  private static ByteString wire(Bytes bytes) {
    return ByteString.copyFrom(bytes.toArray());
  }

  private static Bytes bytes(ByteString wire) {
    return Bytes.wrap(wire.toByteArray());
  }
}
