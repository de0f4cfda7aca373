package dev.assay.verifier.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.assay.agent.testing.SoftwareTpm;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.v1.AttestRequest;
import dev.assay.v1.Challenge;
import dev.assay.v1.Evidence;
import dev.assay.v1.Failure;
import dev.assay.v1.Finding;
import dev.assay.v1.Inventory;
import dev.assay.v1.LogAbsent;
import dev.assay.v1.LogChunk;
import dev.assay.v1.Receipt;
import dev.assay.v1.Verdict;
import io.grpc.Status.Code;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Evidence that isn't what it should be, each in exactly one way. What is not the machine's own
/// changes nothing of its record; what is the machine's own and wrong costs it its verdict.
class HostileEvidenceIT {

  private static final Duration PROVE_WITHIN = Duration.ofSeconds(8);
  private static final byte[] LOG = Host.eventLogBytes("clean-A1");
  private static final byte[] SIBLINGS_LOG = Host.eventLogBytes("clean-A2");

  @TempDir static Path folder;
  private static VerifierProcess verifier;
  private static Fleet fleet;
  private static SoftwareTpm tpm;
  private static SoftwareTpm otherTpm;
  private static RawMachine machine;
  private static RawMachine other;

  private RawAgent agent;
  private RawStream stream;

  @BeforeAll
  static void oneMachineIsTrusted() {
    verifier =
        Verifiers.trustingSoftwareTpms(
            folder,
            Map.of(
                "ASSAY_AGENTS_STREAMS_PROVE_WITHIN",
                PROVE_WITHIN.toString(),
                "ASSAY_AGENTS_STREAMS_HELLO_WITHIN",
                "PT4S"));
    fleet = new Fleet(verifier);
    tpm = SoftwareTpm.fresh().withoutCertificate().start();
    otherTpm = SoftwareTpm.fresh().withoutCertificate().start();
    tpm.fill(Host.eventLog("clean-A1"));
    otherTpm.fill(Host.eventLog("clean-A2"));
    machine = enrolled(tpm, "honest");
    other = enrolled(otherTpm, "other");
    try (var first = new RawAgent(verifier)) {
      assertThat(codes(machine.attest(first, LOG))).contains("NO_GOLDEN_SET");
      assertThat(codes(other.attest(first, SIBLINGS_LOG))).contains("NO_GOLDEN_SET");
      fleet.goldenFrom(List.of(machine.idHex(), other.idHex()));
      assertThat(machine.attest(first, LOG).getVerdict()).isEqualTo(Verdict.VERDICT_TRUSTED);
    }
  }

  private static RawMachine enrolled(SoftwareTpm tpm, String host) {
    var tools = new TpmTools(tpm);
    try (var agent = new RawAgent(verifier)) {
      var ak = tools.ecdsaKey(TpmTools.RESTRICTED);
      var enrolled = agent.enroll(tools, tools.rsaEk(), Optional.empty(), ak, host);
      fleet.approve(enrolled.idHex());
      return enrolled;
    }
  }

  @AfterAll
  static void stop() {
    verifier.close();
    tpm.close();
    otherTpm.close();
  }

  @BeforeEach
  void connect() {
    agent = new RawAgent(verifier);
    stream = agent.open();
  }

  @AfterEach
  void disconnect() {
    agent.close();
  }

  // ---- not the machine's own: refused, and its record is untouched

  @Test
  void wrongNonceIsReported() {
    var challenge = stream.hello(machine.hello()).challenge();
    var quote = quoteOver(challenge, stream.extraData(new byte[32]));
    assertRefused(answer(challenge, quote), "QUOTE_NOT_BOUND");
  }

  @Test
  void nonceWithoutBindingIsReported() {
    var challenge = stream.hello(machine.hello()).challenge();
    var quote = quoteOver(challenge, challenge.getNonce().toByteArray());
    assertRefused(answer(challenge, quote), "QUOTE_NOT_BOUND");
  }

  @Test
  void replayedQuoteIsReported() {
    var first = stream.hello(machine.hello()).challenge();
    var quote = machine.quote(stream, first);
    assertThat(answer(first, quote).getVerdict()).isEqualTo(Verdict.VERDICT_TRUSTED);
    var again = agent.open().hello(machine.hello());
    var second = again.challenge();
    assertThat(second.getNonce()).isNotEqualTo(first.getNonce());
    var receipt = again.evidence(machine.evidence(second, quote, LOG).build()).receipt();
    assertRefused(receipt, "QUOTE_NOT_BOUND");
  }

  @Test
  void quoteRelayedFromAnotherConnectionIsReported() {
    var challenge = stream.hello(machine.hello()).challenge();
    try (var elsewhere = new RawAgent(verifier)) {
      var otherStream = elsewhere.open().hello(machine.hello());
      otherStream.challenge();
      var nonce = challenge.getNonce().toByteArray();
      var relayed = RawStream.extraData(nonce, otherStream.exporter());
      assertThat(relayed).isNotEqualTo(stream.extraData(nonce));
      assertRefused(answer(challenge, quoteOver(challenge, relayed)), "QUOTE_NOT_BOUND");
    }
  }

  @Test
  void quoteOfAnotherMachineIsReported() {
    var challenge = stream.hello(machine.hello()).challenge();
    var extraData = stream.extraData(challenge.getNonce().toByteArray());
    var theirs = other.tpm().quote(other.ak(), RawMachine.selection(challenge), extraData);
    assertRefused(answer(challenge, theirs), "SIGNATURE_INVALID");
  }

  @Test
  void alteredQuoteIsReported() {
    var challenge = stream.hello(machine.hello()).challenge();
    var quote = machine.quote(stream, challenge);
    var altered = quote.attest().toArray();
    altered[altered.length - 1] ^= 1;
    assertRefused(
        answer(challenge, new TpmTools.Quote(Bytes.wrap(altered), quote.signature())),
        "SIGNATURE_INVALID");
  }

  @Test
  void quoteThatIsNoneIsReported() {
    var challenge = stream.hello(machine.hello()).challenge();
    var quote = machine.quote(stream, challenge);
    var cut = quote.attest().slice(0, quote.attest().length() - 3);
    var receipt = answer(challenge, new TpmTools.Quote(cut, quote.signature()));
    assertThat(codes(receipt)).containsAnyOf("QUOTE_MALFORMED", "SIGNATURE_INVALID");
    assertRefused(receipt, codes(receipt).getFirst());
  }

  @Test
  void stolenMachineIdProvesNothing() {
    var challenge = stream.hello(machine.hello()).challenge();
    var thief = new RawMachine(other.tpm(), other.ek(), other.ak(), machine.id(), "thief");
    var receipt = thief.answer(stream, challenge, SIBLINGS_LOG);
    assertRefused(receipt, "SIGNATURE_INVALID");
    assertThat(fleet.show(machine.idHex()).path("hostName").asText()).isEqualTo("honest");
  }

  @Test
  void stolenMachineIdWithAnotherKeyIsNotFound() {
    var hello =
        machine.hello().toBuilder().setAkName(ByteString.copyFrom(other.ak().name().toArray()));
    var end = stream.hello(hello.build()).end();
    assertThat(end.getCode()).isEqualTo(Code.NOT_FOUND);
    assertThat(end.getDescription()).containsIgnoringCase("enroll");
  }

  @Test
  void unknownMachineIsNotFound() {
    var hello = machine.hello().toBuilder().setMachineId(ByteString.copyFrom(new byte[32]));
    assertThat(stream.hello(hello.build()).end().getCode()).isEqualTo(Code.NOT_FOUND);
  }

  @Test
  void streamThatProvesNothingIsClosed() {
    stream.hello(machine.hello()).challenge();
    var end = stream.end(PROVE_WITHIN.plusSeconds(10));
    assertThat(end.getCode()).isEqualTo(Code.DEADLINE_EXCEEDED);
    assertThat(end.getDescription()).isNotBlank();
  }

  @Test
  void streamThatSaysNothingIsClosed() {
    assertThat(stream.end().getCode()).isEqualTo(Code.DEADLINE_EXCEEDED);
  }

  // ---- the machine's own, and wrong: it loses its verdict

  @Test
  void pcrLeftOutOfTheSelectionIsReported() {
    var challenge = stream.hello(machine.hello()).challenge();
    var without =
        RawMachine.selection(challenge).stream()
            .map(bank -> new TpmTools.Bank(bank.algorithm(), bank.mask() & ~1))
            .toList();
    var extraData = stream.extraData(challenge.getNonce().toByteArray());
    var quote = machine.tpm().quote(machine.ak(), without, extraData);
    assertUntrusted(answer(challenge, quote), "SELECTION_DIFFERS");
  }

  @Test
  void pcrRelabelledInTheSelectionIsReported() {
    // PCR 16 can be reset and extended at will: quoted in the place of PCR 0.
    var challenge = stream.hello(machine.hello()).challenge();
    var relabelled =
        RawMachine.selection(challenge).stream()
            .map(bank -> new TpmTools.Bank(bank.algorithm(), (bank.mask() & ~1) | 1 << 16))
            .toList();
    var extraData = stream.extraData(challenge.getNonce().toByteArray());
    var quote = machine.tpm().quote(machine.ak(), relabelled, extraData);
    assertUntrusted(answer(challenge, quote), "SELECTION_DIFFERS");
  }

  @Test
  void pcrRelabelledInTheValuesIsReported() {
    var challenge = stream.hello(machine.hello()).challenge();
    var evidence = honest(challenge);
    for (int i = 0; i < evidence.getPcrValuesCount(); i++) {
      // The same values in the same order, the last of them called PCR 16.
      var values = evidence.getPcrValuesBuilder(i);
      values.setPcrMask((values.getPcrMask() & ~(1 << 15)) | 1 << 16);
    }
    var receipt = stream.evidence(evidence.build()).receipt();
    assertThat(receipt.getVerdict()).isNotEqualTo(Verdict.VERDICT_TRUSTED);
    assertThat(codes(receipt))
        .containsAnyOf("PCR_VALUES_INCOMPLETE", "PCR_VALUE_OUTSIDE_SELECTION");
  }

  @Test
  void pcrValueThatTheQuoteDoesNotCoverIsReported() {
    var challenge = stream.hello(machine.hello()).challenge();
    var evidence = honest(challenge);
    var values = evidence.getPcrValuesBuilder(evidence.getPcrValuesCount() - 1);
    var altered = values.getValues().toByteArray();
    altered[0] ^= 1;
    values.setValues(ByteString.copyFrom(altered));
    assertUntrusted(stream.evidence(evidence.build()).receipt(), "PCR_DIGEST_MISMATCH");
  }

  @Test
  void alteredLogIsReported() {
    var altered = LOG.clone();
    int digest = firstDigest(altered);
    altered[digest] ^= 1;
    altered[digest + 22] ^= 1;
    assertUntrusted(attestWith(altered), "REPLAY_MISMATCH");
  }

  @Test
  void truncatedLogIsReported() {
    assertUntrusted(attestWith(Arrays.copyOf(LOG, LOG.length - 7)), "EVENT_LOG_MALFORMED");
  }

  @Test
  void logWithoutItsLastEventIsReported() {
    assertUntrusted(attestWith(Arrays.copyOf(LOG, lastEvent(LOG))), "REPLAY_MISMATCH");
  }

  @Test
  void logOfASiblingIsReported() {
    assertUntrusted(attestWith(SIBLINGS_LOG), "REPLAY_MISMATCH");
  }

  @Test
  void absentLogIsReported() {
    var challenge = stream.hello(machine.hello()).challenge();
    var evidence =
        machine
            .evidence(challenge, machine.quote(stream, challenge), LOG)
            .setLogAbsent(LogAbsent.newBuilder().setReason("the boot loader lost it"))
            .build();
    var receipt = stream.evidence(evidence).receipt();
    assertThat(receipt.getVerdict()).isNotEqualTo(Verdict.VERDICT_TRUSTED);
    assertThat(codes(receipt)).contains("EVENT_LOG_ABSENT");
  }

  @Test
  void honestEvidenceAfterAWrongOneIsTrustedAgain() {
    attestWith(SIBLINGS_LOG);
    try (var honest = new RawAgent(verifier)) {
      assertThat(machine.attest(honest, LOG).getVerdict()).isEqualTo(Verdict.VERDICT_TRUSTED);
    }
    assertThat(fleet.show(machine.idHex()).path("verdict").asText()).isEqualTo("TRUSTED");
  }

  // ---- against the contract: the stream ends and says why

  @Test
  void evidenceBeforeHelloEndsTheStream() {
    var end = stream.evidence(Evidence.getDefaultInstance()).end();
    assertThat(end.getCode()).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(end.getDescription()).contains("hello");
  }

  @Test
  void secondHelloEndsTheStream() {
    stream.hello(machine.hello()).challenge();
    var end = stream.hello(machine.hello()).end();
    assertThat(end.getCode()).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(end.getDescription()).contains("hello");
  }

  @Test
  void emptyMessageEndsTheStream() {
    var end = stream.send(AttestRequest.getDefaultInstance()).end();
    assertThat(end.getCode()).isEqualTo(Code.INVALID_ARGUMENT);
  }

  @Test
  void gapInTheLogEndsTheStream() {
    stream.hello(machine.hello()).challenge();
    var chunk = LogChunk.newBuilder().setOffset(5).setData(ByteString.copyFrom(LOG, 0, 100));
    var end = stream.send(AttestRequest.newBuilder().setLogChunk(chunk).build()).end();
    assertThat(end.getCode()).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(end.getDescription()).contains("offset");
  }

  @Test
  void logThatIsNotTheNamedOneEndsTheStream() {
    var challenge = stream.hello(machine.hello()).challenge();
    stream.log(SIBLINGS_LOG);
    var evidence = machine.evidence(challenge, machine.quote(stream, challenge), LOG).build();
    var end = stream.evidence(evidence).end();
    assertThat(end.getCode()).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(end.getDescription()).contains("log_sha256");
  }

  @Test
  void inventoryThatIsNoneEndsTheStream() {
    stream.hello(machine.hello()).challenge();
    var garbage = AttestRequest.newBuilder().setInventory(ByteString.fromHex("0aff"));
    var end = stream.send(garbage.build()).end();
    assertThat(end.getCode()).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(end.getDescription()).contains("no serialized Inventory");
  }

  @Test
  void inventoryThatTheEvidenceDoesNotNameEndsTheStream() {
    var challenge = stream.hello(machine.hello()).challenge();
    assertThat(challenge.hasKnownInventorySha256()).isTrue();
    var inventory = Inventory.newBuilder().setPciAbsent("none").setSmbiosAbsent("none").build();
    stream.send(AttestRequest.newBuilder().setInventory(inventory.toByteString()).build());
    var end = stream.evidence(honest(challenge).build()).end();
    assertThat(end.getCode()).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(end.getDescription()).contains("inventory_sha256");
  }

  @Test
  void oversizedFieldEndsTheStream() {
    var challenge = stream.hello(machine.hello()).challenge();
    var evidence = honest(challenge).setAttest(ByteString.copyFrom(new byte[2_049])).build();
    var end = stream.evidence(evidence).end();
    assertThat(end.getCode()).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(end.getDescription()).contains("attest", "2048");
  }

  @Test
  void failureOfTheAgentIsReportedAndChangesNoVerdict() {
    machine.attest(agent, LOG);
    var verdict = fleet.show(machine.idHex()).path("verdictAt").asText();
    stream.hello(machine.hello()).challenge();
    var failure = Failure.newBuilder().setReason("the TPM does not answer");
    stream.send(AttestRequest.newBuilder().setFailure(failure).build());
    assertThat(codes(stream.receipt())).containsExactly("AGENT_FAILURE");
    assertThat(fleet.show(machine.idHex()).path("verdictAt").asText()).isEqualTo(verdict);
  }

  @Test
  void newerProvenStreamTakesOver() {
    machine.answer(stream, stream.hello(machine.hello()).challenge(), LOG);
    try (var newer = new RawAgent(verifier)) {
      var second = newer.open().hello(machine.hello());
      var challenge = second.challenge();
      machine.answer(second, challenge, LOG);
      var end = stream.end();
      assertThat(end.getCode()).isEqualTo(Code.ABORTED);
    }
  }

  // ----

  private TpmTools.Quote quoteOver(Challenge challenge, byte[] extraData) {
    return machine.tpm().quote(machine.ak(), RawMachine.selection(challenge), extraData);
  }

  /// Evidence in which nothing is wrong, after the log where the verifier wants it.
  private Evidence.Builder honest(Challenge challenge) {
    return with(challenge, machine.quote(stream, challenge));
  }

  private Evidence.Builder with(Challenge challenge, TpmTools.Quote quote) {
    if (!challenge.getKnownLogSha256().equals(ByteString.copyFrom(RawStream.sha256(LOG)))) {
      stream.log(LOG);
    }
    return machine.evidence(challenge, quote, LOG);
  }

  /// Answers with this quote; everything else is honest.
  private Receipt answer(Challenge challenge, TpmTools.Quote quote) {
    return stream.evidence(with(challenge, quote).build()).receipt();
  }

  private Receipt attestWith(byte[] log) {
    return machine.answer(stream, stream.hello(machine.hello()).challenge(), log);
  }

  private static void assertRefused(Receipt receipt, String code) {
    assertThat(codes(receipt)).contains(code);
    assertThat(receipt.getVerdict()).isNotEqualTo(Verdict.VERDICT_TRUSTED);
    assertExplained(receipt);
    var refused = fleet.show(machine.idHex()).path("refused");
    assertThat(refused.path("count").asLong()).isPositive();
    assertThat(refused.path("lastCode").asText()).isEqualTo(code);
    var recorded = fleet.appraisals(machine.idHex()).get(0);
    assertThat(recorded.path("findings").findValuesAsText("code")).doesNotContain(code);
  }

  private static void assertUntrusted(Receipt receipt, String code) {
    assertThat(codes(receipt)).contains(code);
    assertThat(receipt.getVerdict()).isEqualTo(Verdict.VERDICT_UNTRUSTED);
    assertExplained(receipt);
    var shown = fleet.show(machine.idHex());
    assertThat(shown.path("verdict").asText()).isEqualTo("UNTRUSTED");
    assertThat(Fleet.codes(shown)).contains(code);
  }

  private static void assertExplained(Receipt receipt) {
    assertThat(receipt.getFindingsList())
        .allSatisfy(
            finding -> {
              assertThat(finding.getMessage()).isNotBlank();
              assertThat(finding.getRemedy()).isNotBlank();
            });
  }

  private static List<String> codes(Receipt receipt) {
    return receipt.getFindingsList().stream().map(Finding::getCode).toList();
  }

  /// Where the first digest after the Spec ID event is: its algorithm is SHA-1, so SHA-256 follows
  /// 22 bytes on.
  private static int firstDigest(byte[] log) {
    int event = afterSpecId(log);
    return event + 4 + 4 + 4 + 2;
  }

  private static int lastEvent(byte[] log) {
    int at = afterSpecId(log);
    while (true) {
      int data = at + 12 + 2 + 20 + 2 + 32;
      int next = data + 4 + little(log, data);
      if (next + 8 >= log.length || little(log, next) == -1) {
        return at;
      }
      at = next;
    }
  }

  private static int afterSpecId(byte[] log) {
    return 32 + little(log, 28);
  }

  private static int little(byte[] bytes, int at) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(at);
  }
}
