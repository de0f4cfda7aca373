package dev.assay.agent.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import dev.assay.agent.config.VerifierAddress;
import dev.assay.agent.evidence.Sha256;
import dev.assay.agent.host.EventLogFile;
import dev.assay.agent.log.Level;
import dev.assay.agent.log.Log;
import dev.assay.agent.testing.SoftwareTpm;
import dev.assay.agent.testing.Sysfs;
import dev.assay.agent.testing.verifier.PlayedStream;
import dev.assay.agent.testing.verifier.PlayedVerifier;
import dev.assay.agent.testing.verifier.TestAuthority;
import dev.assay.agent.tpm.AkScheme;
import dev.assay.agent.tpm.AttestationKey;
import dev.assay.agent.tpm.EkChoice;
import dev.assay.agent.tpm.Tpm;
import dev.assay.v1.AttestResponse;
import dev.assay.v1.Challenge;
import dev.assay.v1.Evidence;
import dev.assay.v1.Finding;
import dev.assay.v1.HostFacts;
import dev.assay.v1.Inventory;
import dev.assay.v1.PcrBankSelection;
import dev.assay.v1.Receipt;
import dev.assay.v1.Verdict;
import io.grpc.Status;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The stream against a software TPM and a verifier that the test plays.
class AttestationTest {
  private static SoftwareTpm software;
  private static Tpm tpm;
  private static AttestationKey key;
  private static TestAuthority authority;
  private static TestAuthority.Identity identity;

  @TempDir private Path folder;
  private Path logFile;
  private PlayedVerifier verifier;
  private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
  private @Nullable Thread agent;
  private Path bootId = Path.of("/proc/sys/kernel/random/boot_id");
  private Path sysfs;

  @BeforeAll
  static void startTpm() throws Exception {
    software = SoftwareTpm.fresh().start();
    tpm = Tpm.open(software.tpmAddress());
    key = tpm.createAttestationKey(tpm.endorsementKey(EkChoice.AUTO), AkScheme.ECDSA_P256);
    authority = new TestAuthority();
    identity = authority.server("127.0.0.1", "localhost");
  }

  @AfterAll
  static void stopTpm() {
    tpm.close();
    software.close();
  }

  @BeforeEach
  void startVerifier() throws IOException {
    logFile = Files.writeString(folder.resolve("log"), "the log of a boot");
    sysfs =
        Sysfs.at(folder.resolve("sys"))
            .function("0000:00:02.0", "8086:10D3", "20000", false)
            .root();
    verifier = PlayedVerifier.start(identity);
  }

  @AfterEach
  void stop() throws InterruptedException {
    if (agent != null) {
      agent.interrupt();
      agent.join(5_000);
      assertThat(agent.isAlive()).as("the agent stops when interrupted").isFalse();
    }
    verifier.close();
  }

  @Test
  void helloSaysWhoSpeaks() throws Exception {
    startAgent();

    var hello = verifier.awaitStream().hello();

    assertThat(hello.getMachineId()).isEqualTo(key.machineId());
    assertThat(hello.getAkName()).isEqualTo(key.name());
    assertThat(hello.getBootId()).hasSize(36);
    assertThat(hello.getActiveBanksList()).containsExactly(0x0004, 0x000B);
    assertThat(hello.getHost().getBoardName()).isEqualTo("X11");
    assertThat(hello.getUptimeMillis()).isPositive();
  }

  @Test
  void quoteIsBoundToNonceAndConnection() throws Exception {
    startAgent();
    var stream = greeted();

    var challenge = stream.send(PlayedStream.challenge());
    var evidence = afterLog(stream);

    assertThat(extraData(evidence.getAttest())).isEqualTo(expected(challenge, stream));
  }

  @Test
  void logIsSentInOrderBeforeTheEvidence() throws Exception {
    var content = new byte[150_000];
    new SplittableRandom(1).nextBytes(content);
    Files.write(logFile, content);
    startAgent();
    var stream = greeted();

    stream.send(PlayedStream.challenge());

    var received = ByteString.EMPTY;
    var request = stream.next();
    while (request.hasLogChunk()) {
      assertThat(request.getLogChunk().getOffset()).isEqualTo(received.size());
      assertThat(request.getLogChunk().getData().size()).isBetween(1, 64 * 1024);
      received = received.concat(request.getLogChunk().getData());
      request = stream.next();
    }
    assertThat(received.toByteArray()).isEqualTo(content);
    assertThat(request.getEvidence().getLogSha256()).isEqualTo(Sha256.of(received));
  }

  @Test
  void knownLogIsNotSentAgain() throws Exception {
    startAgent();
    var stream = greeted();
    var known = Sha256.of(ByteString.copyFrom(Files.readAllBytes(logFile)));

    stream.send(PlayedStream.challenge().setKnownLogSha256(known));

    assertThat(stream.evidence().getLogSha256()).isEqualTo(known);
  }

  @Test
  void inventoryIsSentBeforeTheEvidenceWhereTheVerifierHoldsNone() throws Exception {
    startAgent();
    var stream = greeted();

    stream.send(withLogKnown(PlayedStream.challenge()).setKnownInventorySha256(ByteString.EMPTY));

    var sent = stream.next().getInventory();
    assertThat(Inventory.parseFrom(sent).getPciDevices(0).getSlot()).isEqualTo("0000:00:02.0");
    assertThat(stream.evidence().getInventorySha256()).isEqualTo(Sha256.of(sent));
  }

  @Test
  void knownInventoryIsNotSentAgainUntilItChanges() throws Exception {
    startAgent();
    var stream = greeted();
    stream.send(withLogKnown(PlayedStream.challenge()).setKnownInventorySha256(ByteString.EMPTY));
    var known = Sha256.of(stream.next().getInventory());
    stream.evidence();

    stream.send(withLogKnown(PlayedStream.challenge()).setKnownInventorySha256(known));
    var evidence = stream.evidence();
    assertThat(evidence.getInventorySha256()).isEqualTo(known);
    assertThat(evidence.getSerializedSize()).isLessThan(1024);

    Sysfs.at(sysfs).function("0000:00:03.0", "8086:10D3", "20000", false);
    stream.send(withLogKnown(PlayedStream.challenge()).setKnownInventorySha256(known));
    assertThat(Inventory.parseFrom(stream.next().getInventory()).getPciDevicesCount()).isEqualTo(2);
  }

  @Test
  void verifierThatTakesNoInventoryGetsNone() throws Exception {
    startAgent();
    var stream = greeted();

    stream.send(withLogKnown(PlayedStream.challenge()));

    assertThat(stream.evidence().hasInventorySha256()).isFalse();
  }

  @Test
  void otherLogThanTheKnownOneIsSent() throws Exception {
    startAgent();
    var stream = greeted();

    stream.send(PlayedStream.challenge().setKnownLogSha256(Sha256.of(ByteString.EMPTY)));

    assertThat(stream.next().getLogChunk().getData().toStringUtf8()).isEqualTo("the log of a boot");
    assertThat(stream.evidence().hasLogSha256()).isTrue();
  }

  @Test
  void absentLogIsReportedWithTheReason() throws Exception {
    Files.delete(logFile);
    startAgent();
    var stream = greeted();

    stream.send(PlayedStream.challenge());

    assertThat(stream.evidence().getLogAbsent().getReason()).contains("does not exist");
  }

  @Test
  void emptyLogIsAbsent() throws Exception {
    Files.write(logFile, new byte[0]);
    startAgent();
    var stream = greeted();

    stream.send(PlayedStream.challenge());

    assertThat(stream.evidence().getLogAbsent().getReason()).contains("is empty");
  }

  @Test
  void logOverTheLimitIsAbsent() throws Exception {
    try (var out = Files.newByteChannel(logFile, StandardOpenOption.WRITE)) {
      out.position(EventLogFile.LIMIT);
      out.write(ByteBuffer.wrap(new byte[1]));
    }
    startAgent();
    var stream = greeted();

    stream.send(PlayedStream.challenge());

    assertThat(stream.evidence().getLogAbsent().getReason()).contains("larger than the limit");
  }

  @Test
  void onlyChangedPcrValuesAreSentAgain() throws Exception {
    startAgent();
    var stream = greeted();
    stream.send(PlayedStream.challenge());
    var first = afterLog(stream);
    assertThat(first.getPcrValuesList()).hasSize(1);
    assertThat(first.getPcrValues(0).getPcrMask()).isEqualTo(0xFFFF);
    assertThat(first.getPcrValues(0).getValues().size()).isEqualTo(16 * 32);

    stream.receipt(Verdict.VERDICT_TRUSTED);
    stream.send(withLogKnown(PlayedStream.challenge()));
    assertThat(stream.evidence().getPcrValuesList()).isEmpty();

    software.tool("tpm2_pcrextend", "12:sha256=" + "ab".repeat(32));
    stream.send(withLogKnown(PlayedStream.challenge()));
    var third = stream.evidence();
    assertThat(third.getPcrValuesList()).hasSize(1);
    assertThat(third.getPcrValues(0).getPcrMask()).isEqualTo(1 << 12);
    assertThat(third.getPcrValues(0).getValues().size()).isEqualTo(32);
  }

  @Test
  void steadyStateMessageIsSmall() throws Exception {
    startAgent();
    var stream = greeted();
    stream.send(PlayedStream.challenge());
    afterLog(stream);

    stream.send(withLogKnown(PlayedStream.challenge()));

    assertThat(stream.evidence().getSerializedSize()).isLessThan(512);
  }

  @Test
  void challengesAreAnsweredInOrder() throws Exception {
    startAgent();
    var stream = greeted();
    var challenges = new ArrayList<Challenge>();
    for (var i = 0; i < 6; i++) {
      challenges.add(stream.send(withLogKnown(PlayedStream.challenge())));
    }

    for (var challenge : challenges) {
      assertThat(extraData(stream.evidence().getAttest())).isEqualTo(expected(challenge, stream));
    }
  }

  @Test
  void everyBankOfTheSelectionIsQuoted() throws Exception {
    startAgent();
    var stream = greeted();

    stream.send(
        withLogKnown(PlayedStream.challenge())
            .addSelection(PcrBankSelection.newBuilder().setHashAlgorithm(0x0004).setPcrMask(0x81)));

    assertThat(stream.evidence().getPcrValuesList())
        .extracting(bank -> bank.getHashAlgorithm(), bank -> bank.getPcrMask())
        .containsExactly(tuple(0x000B, 0xFFFF), tuple(0x0004, 0x81));
  }

  @Test
  void bankThatTheTpmLacksIsAFailureWithAReason() throws Exception {
    startAgent();
    var stream = greeted();

    stream.send(
        PlayedStream.challenge()
            .clearSelection()
            .addSelection(PcrBankSelection.newBuilder().setHashAlgorithm(0x000D).setPcrMask(1)));

    assertThat(stream.next().getFailure().getReason()).isNotBlank();
    stream.send(withLogKnown(PlayedStream.challenge()));
    stream.evidence();
  }

  @Test
  void restartedTpmIsUsedAgainOnTheSameStream() throws Exception {
    startAgent();
    var stream = greeted();
    software.kill();

    stream.send(PlayedStream.challenge());
    assertThat(stream.next().getFailure().getReason()).contains(software.address().substring(5));

    software.restart();
    stream.send(withLogKnown(PlayedStream.challenge()));
    stream.evidence();
  }

  @Test
  void nonceOfAnotherSizeEndsTheStream() throws Exception {
    startAgent();
    var stream = greeted();

    stream.send(PlayedStream.challenge().setNonce(ByteString.copyFromUtf8("short")));

    assertThat(stream.end().getCode()).isEqualTo(Status.Code.CANCELLED);
    assertThat(verifier.awaitStream().hello().getMachineId()).isEqualTo(key.machineId());
    assertThat(log()).contains("a nonce of 5 bytes, not 32");
  }

  @Test
  void unknownMessageEndsTheStream() throws Exception {
    startAgent();
    var stream = greeted();

    stream.send(
        AttestResponse.newBuilder()
            .setUnknownFields(
                UnknownFieldSet.newBuilder()
                    .addField(9, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
                    .build())
            .build());

    assertThat(stream.end().getCode()).isEqualTo(Status.Code.CANCELLED);
    assertThat(verifier.awaitStream().hello()).isNotNull();
    assertThat(log()).contains("doesn't know");
  }

  @Test
  void agentComesBackToARestartedVerifier() throws Exception {
    startAgent();
    var before = greeted();
    before.send(PlayedStream.challenge());
    afterLog(before);

    verifier.restart();

    var after = greeted();
    var challenge = after.send(withLogKnown(PlayedStream.challenge()));
    var evidence = after.evidence();
    assertThat(extraData(evidence.getAttest())).isEqualTo(expected(challenge, after));
    assertThat(evidence.getPcrValues(0).getPcrMask()).as("all values again").isEqualTo(0xFFFF);
  }

  @Test
  void agentWaitsForAnAbsentVerifier() throws Exception {
    var port = verifier.port();
    verifier.stop();
    startAgent(port);
    awaitLog("nothing answers");

    verifier.restart();

    assertThat(verifier.awaitStream().hello()).isNotNull();
  }

  @Test
  void unknownMachineIsToldToEnroll() throws Exception {
    startAgent();

    greeted().fail(Status.NOT_FOUND.withDescription("no such machine"));

    awaitLog("not enrolled");
    assertThat(log()).contains("assay-agent enroll");
  }

  @Test
  void receiptIsOneLineWithoutControlCharacters() throws Exception {
    startAgent();
    var stream = greeted();

    stream.send(
        AttestResponse.newBuilder()
            .setReceipt(
                Receipt.newBuilder()
                    .setVerdict(Verdict.VERDICT_UNTRUSTED)
                    .addFindings(
                        Finding.newBuilder()
                            .setCode("EVENT_CHANGED")
                            .setMessage("line\nbreak \033[31m red")))
            .build());

    awaitLog("EVENT_CHANGED");
    assertThat(log().lines().filter(line -> line.contains("verdict=UNTRUSTED")))
        .singleElement()
        .asString()
        .contains("line?break ?[31m red");
  }

  @Test
  void certificateOfAnotherAuthorityIsRefused() throws Exception {
    var stranger = new TestAuthority().writeTo(folder.resolve("stranger.pem"));

    assertThatThrownBy(() -> open("127.0.0.1", stranger))
        .isInstanceOf(VerifierException.class)
        .hasMessageContaining("does not chain to the configured CA");
  }

  @Test
  void certificateForAnotherNameIsRefused() throws Exception {
    var named = authority.server("127.0.0.2", "elsewhere.example");
    try (var other = PlayedVerifier.start(named)) {
      var ca = authority.writeTo(folder.resolve("ca.pem"));
      var address = new VerifierAddress("127.0.0.1", other.port());

      assertThatThrownBy(() -> open(address, ca))
          .isInstanceOf(VerifierException.class)
          .hasMessageContaining("not for the name 127.0.0.1");
    }
  }

  @Test
  void expiredCertificateIsRefused() throws Exception {
    var expired =
        authority.server("127.0.0.1", "localhost", Duration.ofDays(-9), Duration.ofDays(-2));
    try (var other = PlayedVerifier.start(expired)) {
      var ca = authority.writeTo(folder.resolve("ca.pem"));
      var address = new VerifierAddress("127.0.0.1", other.port());

      assertThatThrownBy(() -> open(address, ca))
          .isInstanceOf(VerifierException.class)
          .hasMessageContaining("expired");
    }
  }

  @Test
  void serverCertificateBindsWhereAProxyEndsTls() throws Exception {
    startAgent(verifier.port(), true);
    var stream = greeted();

    var challenge = stream.send(withLogKnown(PlayedStream.challenge()));

    var certificate = Sha256.of(ByteString.copyFrom(identity.certificate().getEncoded()));
    assertThat(extraData(stream.evidence().getAttest()))
        .isEqualTo(expected(challenge, ByteString.fromHex("02").concat(certificate)));
  }

  @Test
  void changedBootIdIsSaid() throws Exception {
    bootId = Files.writeString(folder.resolve("boot"), "00000000-0000-4000-8000-000000000001\n");
    startAgent();
    var stream = greeted();
    stream.send(withLogKnown(PlayedStream.challenge()));
    assertThat(stream.evidence().hasBootId()).isFalse();

    Files.writeString(bootId, "00000000-0000-4000-8000-000000000002\n");
    stream.send(withLogKnown(PlayedStream.challenge()));

    assertThat(stream.evidence().getBootId()).isEqualTo("00000000-0000-4000-8000-000000000002");
  }

  private void open(String host, Path ca) throws Exception {
    open(new VerifierAddress(host, verifier.port()), ca);
  }

  private static void open(VerifierAddress address, Path ca) throws Exception {
    try (var connection = VerifierConnection.to(address, Trust.load(Optional.of(ca)), "test");
        var stream = AttestationStream.begin(connection)) {
      stream.awaitConnected();
    }
  }

  private void startAgent() throws IOException {
    startAgent(verifier.port());
  }

  private void startAgent(int port) throws IOException {
    startAgent(port, false);
  }

  private void startAgent(int port, boolean bindToServerCertificate) throws IOException {
    var ca = authority.writeTo(folder.resolve("ca.pem"));
    var opener = new FixedOpener(new VerifierAddress("127.0.0.1", port), ca);
    var backoff =
        new Backoff(Duration.ofMillis(20), Duration.ofMillis(200), new SplittableRandom(1));
    var log =
        new Log(
            new PrintStream(logged, true, StandardCharsets.UTF_8),
            Level.DEBUG,
            InstantSource.system());
    var attesting = new Attesting(opener, bindToServerCertificate, backoff, log);
    agent =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    attesting.untilInterrupted();
                  } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                  }
                });
  }

  private final class FixedOpener implements Attesting.Opener {
    private final VerifierAddress address;
    private final Path ca;

    FixedOpener(VerifierAddress address, Path ca) {
      this.address = address;
      this.ca = ca;
    }

    @Override
    public AttestationKey key() {
      return key;
    }

    @Override
    public Machine machine(AttestationKey key) {
      var facts = HostFacts.newBuilder().setBoardName("X11").build();
      return new Machine(tpm, key, new EventLogFile(logFile), bootId, sysfs, facts);
    }

    @Override
    public VerifierConnection connect() throws IOException {
      return VerifierConnection.to(address, Trust.load(Optional.of(ca)), "test");
    }
  }

  private PlayedStream greeted() throws InterruptedException {
    var stream = verifier.awaitStream();
    stream.hello();
    return stream;
  }

  private static Evidence afterLog(PlayedStream stream) throws InterruptedException {
    var request = stream.next();
    while (request.hasLogChunk()) {
      request = stream.next();
    }
    return request.getEvidence();
  }

  private Challenge.Builder withLogKnown(Challenge.Builder challenge) throws IOException {
    return challenge.setKnownLogSha256(Sha256.of(ByteString.copyFrom(Files.readAllBytes(logFile))));
  }

  private static ByteString expected(Challenge challenge, PlayedStream stream) {
    return expected(challenge, ByteString.fromHex("01").concat(stream.exporter()));
  }

  /// As the contract has it, written down once more.
  private static ByteString expected(Challenge challenge, ByteString channel) {
    var label = ByteString.copyFrom("assay quote v1\0", StandardCharsets.US_ASCII);
    return Sha256.of(label.concat(challenge.getNonce()).concat(channel));
  }

  /// extraData of a TPMS_ATTEST: after magic, type and the signer's name.
  private static ByteString extraData(ByteString attest) {
    var in = attest.asReadOnlyByteBuffer();
    assertThat(in.getInt()).isEqualTo(0xFF544347);
    assertThat(in.getShort()).isEqualTo((short) 0x8018);
    in.position(in.position() + 2 + in.getShort(in.position()));
    var size = in.getShort();
    return ByteString.copyFrom(in, size);
  }

  private String log() {
    return logged.toString(StandardCharsets.UTF_8);
  }

  private void awaitLog(String text) throws InterruptedException {
    for (var i = 0; i < 500 && !log().contains(text); i++) {
      Thread.sleep(20);
    }
    assertThat(log()).contains(text);
  }
}
