package dev.assay.verifier.service;

import static dev.assay.verifier.service.Outcome.declined;
import static dev.assay.verifier.service.Outcome.done;

import dev.assay.appraisal.ChannelBinding;
import dev.assay.appraisal.QuoteBinding;
import dev.assay.appraisal.Verdict;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.eventlog.PreparedLog;
import dev.assay.appraisal.finding.Severity;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrSelection;
import dev.assay.appraisal.tpm.PcrValues;
import dev.assay.appraisal.tpm.TpmName;
import dev.assay.verifier.service.AppraiseEvidence.Judged;
import dev.assay.verifier.service.ClaimedEvidence.ClaimedLog;
import dev.assay.verifier.service.Submission.SubmittedLog;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One stream on which one machine attests. It holds at most one open nonce; answering consumes it
/// before anything else is looked at, whatever comes of the answer. A nonce lives in this object
/// alone, so no other stream, machine or verifier can redeem it.
public final class AttestSession implements AutoCloseable {
  /// How long a challenge can be answered.
  public static final Duration TIME_TO_ANSWER = Duration.ofSeconds(60);

  private static final int NONCE_BYTES = 32;
  private static final int LARGEST_ATTEST = 2_048;
  private static final int LARGEST_SIGNATURE = 1_024;
  private static final int LONGEST_REASON = 1_024;
  private static final int REFUSALS = 3;
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final Duration LATER = Duration.ofSeconds(60);

  private final MachineId machine;
  private final TpmName akName;
  private final PcrSelection selection;
  private final ChannelBinding channel;
  private final StreamControl control;
  private final HostFacts host;
  private final LogBuffer log;
  private final InventoryBuffer inventory;
  private final AppraiseEvidence appraise;
  private final LiveStreams streams;
  private final Turns turns;
  private final InstantSource clock;
  private final SecureRandom random;

  private @Nullable Challenge open;
  private Optional<Digest> knownLog;
  private Optional<Digest> knownInventory;
  private PcrValues values = PcrValues.EMPTY;
  private String bootId;
  private int refusals;
  private boolean proven;
  private boolean closed;

  private record Challenge(
      Bytes nonce, Instant expiresAt, Optional<Digest> knownLog, Optional<Digest> knownInventory) {}

  AttestSession(
      Machine machine,
      Hello hello,
      PcrSelection selection,
      ChannelBinding channel,
      StreamControl control,
      LogBuffer log,
      InventoryBuffer inventory,
      Optional<Digest> knownInventory,
      AppraiseEvidence appraise,
      LiveStreams streams,
      Turns turns,
      InstantSource clock,
      SecureRandom random) {
    this.machine = machine.id();
    this.akName = machine.ak().name();
    this.knownLog = machine.latest().flatMap(Standing::logSha256);
    this.bootId = hello.bootId();
    this.host = hello.host();
    this.selection = selection;
    this.channel = channel;
    this.control = control;
    this.log = log;
    this.inventory = inventory;
    this.knownInventory = knownInventory;
    this.appraise = appraise;
    this.streams = streams;
    this.turns = turns;
    this.clock = clock;
    this.random = random;
  }

  /// Whose stream it claims to be; proven or not.
  public MachineId machine() {
    return machine;
  }

  /// Whether authentic evidence came on this stream.
  public synchronized boolean proven() {
    return proven;
  }

  StreamControl control() {
    return control;
  }

  /// Issues a nonce. One that is still open becomes void.
  public synchronized Outcome<IssuedChallenge> challenge() {
    if (closed) {
      return declined(Decline.INVALID, "The stream is closed.");
    }
    log.clear();
    inventory.clear();
    var nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    var expiresAt = clock.instant().plus(TIME_TO_ANSWER);
    open = new Challenge(Bytes.wrap(nonce), expiresAt, knownLog, knownInventory);
    return done(
        new IssuedChallenge(open.nonce(), selection, knownLog, knownInventory, TIME_TO_ANSWER));
  }

  /// Takes the inventory, sent before the evidence that it belongs to. Empty where it was taken;
  /// INVALID: out of turn or sent twice; EXHAUSTED: no memory for it now.
  public synchronized Optional<Outcome.Declined<Receipt>> inventory(SentInventory sent) {
    if (open == null) {
      return Optional.of(
          new Outcome.Declined<>(Decline.INVALID, "An inventory came without an open challenge."));
    }
    return inventory.put(sent);
  }

  /// Takes a part of the event log, sent before the evidence that it belongs to. Empty where it was
  /// taken; INVALID: out of turn, out of order or over a limit; EXHAUSTED: no memory for it now.
  public synchronized Optional<Outcome.Declined<Receipt>> logChunk(long offset, Bytes data) {
    if (open == null) {
      return Optional.of(
          new Outcome.Declined<>(Decline.INVALID, "A log chunk came without an open challenge."));
    }
    return log.add(offset, data);
  }

  /// Appraises the answer to the open challenge and records what came of it. Declined ends the
  /// stream. INVALID: out of turn, malformed or over a limit; NOT_FOUND: the machine may no longer
  /// attest; UNPROVEN: three answers in a row were not authentic and none ever was; EXHAUSTED: too
  /// many agents wait.
  public synchronized Outcome<Receipt> evidence(ClaimedEvidence evidence) {
    var challenge = redeem();
    if (challenge.isEmpty()) {
      return declined(Decline.INVALID, "Evidence came without an open challenge.");
    }
    var sent = log.isEmpty() ? Optional.<Bytes>empty() : Optional.of(log.take());
    var components = inventory.take(evidence.inventorySha256(), challenge.get().knownInventory());
    if (clock.instant().isAfter(challenge.get().expiresAt())) {
      return late();
    }
    return limits(evidence)
        .<Outcome<Receipt>>map(tooMuch -> declined(Decline.INVALID, tooMuch))
        .orElseGet(
            () ->
                ClaimedValues.read(evidence.values())
                    .then(
                        claimed ->
                            submitted(evidence.log(), sent, challenge.get())
                                .then(
                                    part ->
                                        components.then(
                                            taken ->
                                                judge(
                                                    evidence,
                                                    challenge.get(),
                                                    claimed,
                                                    part,
                                                    taken)))));
  }

  /// The agent could not make evidence. Consumes the challenge, and counts; the machine's verdict
  /// stays what it was and ages.
  public synchronized Outcome<Receipt> failure(String reason) {
    log.clear();
    inventory.clear();
    if (redeem().isEmpty()) {
      return declined(Decline.INVALID, "A failure was reported without an open challenge.");
    }
    appraise.countRefused(machine, "AGENT_FAILURE");
    var text = Text.cleaned(reason, LONGEST_REASON);
    return refused(
        List.of(
            plain(
                "AGENT_FAILURE",
                "The agent could not make evidence: " + text,
                "Look at the agent's log on the host; assay-agent doctor says what is missing.")),
        Verdict.UNKNOWN,
        LATER);
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      open = null;
      log.clear();
      inventory.clear();
      streams.closed(this);
    }
  }

  private Optional<Challenge> redeem() {
    var challenge = Optional.ofNullable(open);
    open = null;
    return challenge;
  }

  private Outcome<Receipt> late() {
    appraise.countRefused(machine, "NONCE_EXPIRED");
    return refused(
        List.of(
            plain(
                "NONCE_EXPIRED",
                "The answer came later than %d seconds after the challenge."
                    .formatted(TIME_TO_ANSWER.toSeconds()),
                "Nothing, if it happens once; else look for what makes the host or its TPM slow.")),
        Verdict.UNKNOWN,
        SOON);
  }

  private static Optional<String> limits(ClaimedEvidence evidence) {
    if (evidence.attest().length() > LARGEST_ATTEST
        || evidence.signature().length() > LARGEST_SIGNATURE) {
      return Optional.of("attest has at most 2,048 bytes and signature at most 1,024.");
    }
    if (evidence.bootId().filter(id -> !AttestMachine.isBootId(id)).isPresent()) {
      return Optional.of("boot_id has 36 characters, as /proc/sys/kernel/random/boot_id has them.");
    }
    return Optional.empty();
  }

  private static Outcome<SubmittedLog> submitted(
      ClaimedLog claim, Optional<Bytes> sent, Challenge challenge) {
    return switch (claim) {
      case ClaimedLog.Absent(var reason) when sent.isEmpty() ->
          done(new SubmittedLog.Absent(Text.cleaned(reason, HostFacts.MAXIMUM)));
      case ClaimedLog.Absent(_) -> declined(Decline.INVALID, "A log was sent and called absent.");
      case ClaimedLog.Named(var sha256) when sent.isPresent() -> sent(sha256, sent.get());
      case ClaimedLog.Named(var sha256) -> known(sha256, challenge);
    };
  }

  private static Outcome<SubmittedLog> sent(Bytes named, Bytes raw) {
    return HashAlgorithm.SHA256.hash(raw).value().equals(named)
        ? done(new SubmittedLog.Sent(PreparedLog.of(raw), raw))
        : declined(Decline.INVALID, "log_sha256 is not the digest of the log that was sent.");
  }

  private static Outcome<SubmittedLog> known(Bytes named, Challenge challenge) {
    return challenge
        .knownLog()
        .filter(known -> known.value().equals(named))
        .<Outcome<SubmittedLog>>map(known -> done(new SubmittedLog.Known(known)))
        .orElseGet(
            () ->
                declined(
                    Decline.INVALID,
                    "log_sha256 is neither of a log just sent nor the one that the challenge"
                        + " named."));
  }

  private Outcome<Receipt> judge(
      ClaimedEvidence evidence,
      Challenge challenge,
      PcrValues claimed,
      SubmittedLog part,
      InventoryBuffer.Taken components) {
    values = values.mergedWith(claimed);
    bootId = evidence.bootId().orElse(bootId);
    var submission =
        new Submission(
            machine,
            akName,
            host,
            selection,
            QuoteBinding.extraData(challenge.nonce(), channel),
            evidence.attest(),
            evidence.signature(),
            values,
            part,
            components.sent(),
            bootId,
            evidence.uptimeMillis());
    return turns
        .take(() -> appraise.judge(submission))
        .then(judged -> receipt(judged, part, components));
  }

  private Outcome<Receipt> receipt(
      Judged judged, SubmittedLog part, InventoryBuffer.Taken components) {
    if (!judged.authentic()) {
      var next = judged.interval().compareTo(LATER) < 0 ? judged.interval() : LATER;
      return refused(judged.findings(), judged.verdict(), next);
    }
    refusals = 0;
    knownLog = part.sha256();
    knownInventory = components.sha256();
    if (!proven) {
      proven = true;
      streams.proved(this);
    }
    return done(
        new Receipt(judged.verdict(), judged.findings(), jittered(judged.interval()), true));
  }

  private Outcome<Receipt> refused(List<RecordedFinding> findings, Verdict verdict, Duration next) {
    refusals++;
    if (!proven && refusals >= REFUSALS) {
      return declined(
          Decline.UNPROVEN,
          "Three answers were no authentic evidence of this machine; the last: "
              + findings.stream().findFirst().map(RecordedFinding::message).orElse("no finding"));
    }
    return done(new Receipt(verdict, findings, next, false));
  }

  // A little early, each time anew: machines that were started together drift apart.
  private Duration jittered(Duration interval) {
    return interval.minus(
        Duration.ofMillis((long) (interval.toMillis() * 0.1 * random.nextDouble())));
  }

  private static RecordedFinding plain(String code, String message, String remedy) {
    return RecordedFinding.ofMachine(code, Severity.UNDECIDED, message, remedy, new TreeMap<>());
  }
}
