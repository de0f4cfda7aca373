package dev.assay.agent.verifier;

import com.google.protobuf.ByteString;
import dev.assay.agent.evidence.PcrChanges;
import dev.assay.agent.evidence.QuoteBinding;
import dev.assay.agent.evidence.Sha256;
import dev.assay.agent.host.BootId;
import dev.assay.agent.host.ComponentReport;
import dev.assay.agent.host.EventLogFile;
import dev.assay.agent.host.HostReport;
import dev.assay.agent.host.LogReading;
import dev.assay.agent.host.Uptime;
import dev.assay.agent.log.Field;
import dev.assay.agent.log.Log;
import dev.assay.agent.log.Printable;
import dev.assay.agent.tpm.PcrBank;
import dev.assay.agent.tpm.Quote;
import dev.assay.agent.tpm.TpmException;
import dev.assay.agent.verifier.VerifierException.Kind;
import dev.assay.v1.AttestRequest;
import dev.assay.v1.Evidence;
import dev.assay.v1.Failure;
import dev.assay.v1.Hello;
import dev.assay.v1.LogAbsent;
import dev.assay.v1.LogChunk;
import dev.assay.v1.Receipt;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/// One stream from Hello on: answers each challenge in turn, hands on each receipt.
///
/// The thread that runs it is the only one that uses the TPM. What the verifier sends is checked
/// before it is obeyed; a message outside the contract ends the stream.
public final class Conversation {
  /// How long the verifier may be silent before it has said when it means to ask.
  private static final Duration FIRST_PATIENCE = Duration.ofHours(1);

  private static final Duration SPARE_PATIENCE = Duration.ofMinutes(10);

  /// Pauses before a TPM that failed is tried again for the same challenge.
  private static final Duration[] RETRIES = {Duration.ofMillis(200), Duration.ofSeconds(1)};

  private final Machine machine;
  private final AttestationStream stream;
  private final boolean bindToServerCertificate;
  private final Log log;
  private final PcrChanges changes = new PcrChanges();
  private String lastBootId = "";
  private Duration patience = FIRST_PATIENCE;

  /// A conversation for `machine` over `stream`, of which nothing has been said yet.
  public Conversation(
      Machine machine, AttestationStream stream, boolean bindToServerCertificate, Log log) {
    this.machine = machine;
    this.stream = stream;
    this.bindToServerCertificate = bindToServerCertificate;
    this.log = log;
  }

  /// Says who speaks, once the stream is connected.
  ///
  /// @throws TpmException where the TPM doesn't say which banks it has
  /// @throws IOException where the host doesn't say its boot id or uptime
  public void greet() throws TpmException, IOException, VerifierException, InterruptedException {
    lastBootId = BootId.read(machine.bootId()).value();
    var hello =
        Hello.newBuilder()
            .setMachineId(machine.key().machineId())
            .setAkName(machine.key().name())
            .setBootId(lastBootId)
            .addAllActiveBanks(
                machine.tpm().activeBanks().stream().map(PcrBank::algorithm).limit(8).toList())
            .setHost(machine.facts())
            .setUptimeMillis(Uptime.millis());
    stream.awaitConnected();
    stream.send(AttestRequest.newBuilder().setHello(hello).build());
  }

  /// Answers challenges until a receipt comes.
  ///
  /// @throws VerifierException when the stream has ended, or the verifier broke the contract
  public Receipt awaitReceipt() throws VerifierException, InterruptedException {
    return awaitReceipt(patience);
  }

  /// As [#awaitReceipt()], but the verifier may be silent for no longer than `silence`.
  public Receipt awaitReceipt(Duration silence) throws VerifierException, InterruptedException {
    while (true) {
      var arrival = stream.next(silence);
      switch (arrival.response().getMessageCase()) {
        case CHALLENGE ->
            answer(CheckedChallenge.of(arrival.response().getChallenge(), arrival.nanos()));
        case RECEIPT -> {
          var receipt = arrival.response().getReceipt();
          patience = patienceAfter(receipt);
          return receipt;
        }
        case MESSAGE_NOT_SET ->
            throw new VerifierException(
                Kind.NONSENSE, "the verifier sent a message that this agent doesn't know");
      }
    }
  }

  private static Duration patienceAfter(Receipt receipt) {
    var due = Integer.toUnsignedLong(receipt.getNextDueSeconds());
    return Duration.ofSeconds(3 * due).plus(SPARE_PATIENCE);
  }

  private void answer(CheckedChallenge challenge) throws VerifierException, InterruptedException {
    log.debug("challenged");
    if (challenge.isExpired(System.nanoTime())) {
      log.warn("challenge dropped", Field.of("reason", "its time to answer was over"));
      return;
    }
    var started = System.nanoTime();
    var extraData =
        QuoteBinding.extraData(challenge.nonce(), stream.binding(bindToServerCertificate));
    try {
      var quote = quote(extraData, challenge);
      if (quote.isEmpty()) {
        log.warn("challenge dropped", Field.of("reason", "its time to answer ran out"));
        return;
      }
      send(quote.get(), challenge);
      log.debug("evidence sent", Field.of("ms", (System.nanoTime() - started) / 1_000_000));
    } catch (TpmException | IOException e) {
      log.error("no evidence", Field.reason(e));
      var reason = Failure.newBuilder().setReason(Printable.of(Printable.describe(e), 256));
      stream.send(AttestRequest.newBuilder().setFailure(reason).build());
    }
  }

  /// A quote; empty where the nonce expired before the TPM gave one.
  private Optional<Quote> quote(ByteString extraData, CheckedChallenge challenge)
      throws TpmException, InterruptedException {
    for (var attempt = 0; ; attempt++) {
      try {
        var quote = machine.tpm().quote(machine.key(), extraData, challenge.selection());
        return challenge.isExpired(System.nanoTime()) ? Optional.empty() : Optional.of(quote);
      } catch (TpmException e) {
        if (attempt == RETRIES.length || !e.passing()) {
          throw e;
        }
        log.warn("TPM failed; trying again", Field.of("attempt", attempt + 1), Field.reason(e));
        Thread.sleep(RETRIES[attempt]);
      }
    }
  }

  private void send(Quote quote, CheckedChallenge challenge)
      throws IOException, VerifierException, InterruptedException {
    var evidence =
        Evidence.newBuilder()
            .setAttest(quote.attest())
            .setSignature(quote.signature())
            .setUptimeMillis(Uptime.millis());
    var bootId = BootId.read(machine.bootId()).value();
    if (!bootId.equals(lastBootId)) {
      evidence.setBootId(bootId);
    }
    // The log is read after the quote: it then holds every event that the quote covers.
    switch (sendLog(challenge.knownLog())) {
      case LogReading.Present present -> evidence.setLogSha256(present.sha256());
      case LogReading.Absent absent ->
          evidence.setLogAbsent(
              LogAbsent.newBuilder().setReason(HostReport.bounded(absent.reason())));
    }
    if (challenge.knownInventory().isPresent()) {
      evidence.setInventorySha256(sendInventory(challenge.knownInventory().get()));
    }
    evidence.addAllPcrValues(changes.since(quote.values()));
    stream.send(AttestRequest.newBuilder().setEvidence(evidence).build());
    lastBootId = bootId;
  }

  /// Sends the inventory where the verifier doesn't have it; its digest.
  private ByteString sendInventory(ByteString known)
      throws VerifierException, InterruptedException {
    var inventory = ComponentReport.read(machine.sysfs()).toByteString();
    var sha256 = Sha256.of(inventory);
    if (!sha256.equals(known)) {
      stream.send(AttestRequest.newBuilder().setInventory(inventory).build());
      log.info("inventory sent", Field.of("bytes", inventory.size()));
    }
    return sha256;
  }

  /// Sends the log where the verifier doesn't have it.
  private LogReading sendLog(Optional<ByteString> known)
      throws VerifierException, InterruptedException {
    var reading = machine.log().examine();
    if (!(reading instanceof LogReading.Present present)
        || present.sha256().equals(known.orElse(ByteString.EMPTY))) {
      return reading;
    }
    var sent = machine.log().read(new ChunkSender());
    if (sent instanceof LogReading.Absent absent) {
      // Half a log has gone out: this stream can't be saved.
      throw new VerifierException(Kind.UNREACHABLE, "the log changed: " + absent.reason());
    }
    log.info(
        "event log sent",
        Field.of("file", machine.log().path()),
        Field.of("bytes", present.length()));
    return sent;
  }

  /// Sends each piece as a message.
  private final class ChunkSender implements EventLogFile.PieceReceiver<VerifierException> {
    @Override
    public void take(byte[] buffer, int length, int offset) throws VerifierException {
      var chunk =
          LogChunk.newBuilder().setOffset(offset).setData(ByteString.copyFrom(buffer, 0, length));
      try {
        stream.send(AttestRequest.newBuilder().setLogChunk(chunk).build());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new VerifierException(Kind.UNREACHABLE, "stopped while sending the log");
      }
    }
  }
}
