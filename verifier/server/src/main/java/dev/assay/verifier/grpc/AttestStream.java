package dev.assay.verifier.grpc;

import com.google.protobuf.ByteString;
import dev.assay.appraisal.ChannelBinding;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.v1.AttestRequest;
import dev.assay.v1.AttestResponse;
import dev.assay.v1.Evidence;
import dev.assay.v1.Failure;
import dev.assay.v1.LogChunk;
import dev.assay.verifier.service.AttestMachine;
import dev.assay.verifier.service.AttestSession;
import dev.assay.verifier.service.IssuedChallenge;
import dev.assay.verifier.service.MachineId;
import dev.assay.verifier.service.Observer;
import dev.assay.verifier.service.Outcome;
import dev.assay.verifier.service.Outcome.Declined;
import dev.assay.verifier.service.Outcome.Done;
import dev.assay.verifier.service.Receipt;
import dev.assay.verifier.service.StreamControl;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jboss.logging.MDC;

/// One agent's stream: greeted once, then challenged, answered and receipted in turns, until it
/// ends.
///
/// Whatever comes, from the agent, from a timer or from the service, is done one after the other by
/// [#work], on virtual threads. A message out of turn, malformed or over its limit ends the stream
/// and says why.
final class AttestStream implements StreamObserver<AttestRequest>, StreamControl {

  /// What a stream needs from the verifier, the same for all streams.
  record Surroundings(
      AttestMachine attest, AgentThreads threads, AgentDoor.Streams limits, AgentMetrics metrics) {}

  private sealed interface Phase {
    /// Hello has not come yet.
    record Greeting() implements Phase {}

    /// A nonce is out.
    ///
    /// @param unanswered how many nonces before it ran out without an answer
    record Challenged(AttestSession session, int unanswered) implements Phase {}

    /// A receipt was sent, the next challenge is not yet due.
    record Waiting(AttestSession session) implements Phase {}

    record Ended() implements Phase {}
  }

  private static final int UNANSWERED_LIMIT = 3;
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final Surroundings around;
  private final ChannelBinding binding;
  private final UnprovenStreams.Place place;
  private final AgentLine line;
  private final Consumer<AttestStream> onEnd;
  private final Executor work;

  private Phase phase = new Phase.Greeting();
  private Optional<Future<?>> turnTimer = Optional.empty();
  private Optional<Future<?>> provingTimer = Optional.empty();

  AttestStream(
      Surroundings around,
      ChannelBinding binding,
      UnprovenStreams.Place place,
      ServerCallStreamObserver<AttestResponse> responses,
      Executor work,
      Consumer<AttestStream> onEnd) {
    this.around = around;
    this.binding = binding;
    this.place = place;
    this.work = work;
    this.onEnd = onEnd;
    this.line = new AgentLine(responses, this::dropped);
  }

  /// Waits for the first message.
  void begin() {
    onWork(
        () -> {
          turnTimer = in(around.limits().helloWithin(), () -> late("no Hello came in time"));
          line.takeNext();
        });
  }

  /// Ends the stream because the agent or its connection is gone.
  void dropped() {
    onWork(() -> end(Status.CANCELLED));
  }

  /// Ends the stream because the verifier stops.
  void shutDown() {
    onWork(
        () ->
            end(
                Status.UNAVAILABLE.withDescription(
                    "the verifier is shutting down; reconnect with backoff")));
  }

  // ---- what the agent sends

  @Override
  public void onNext(AttestRequest message) {
    onWork(
        () -> {
          take(message);
          line.takeNext();
        });
  }

  @Override
  public void onError(Throwable dropped) {
    dropped();
  }

  @Override
  public void onCompleted() {
    onWork(() -> end(Status.OK));
  }

  private void take(AttestRequest message) {
    switch (message.getMessageCase()) {
      case HELLO -> greet(message.getHello());
      case INVENTORY -> takeInventory(challenged("inventory"), message.getInventory());
      case LOG_CHUNK -> takeChunk(challenged("log_chunk"), message.getLogChunk());
      case EVIDENCE -> takeEvidence(challenged("evidence"), message.getEvidence());
      case FAILURE -> takeFailure(challenged("failure"), message.getFailure());
      case MESSAGE_NOT_SET ->
          throw Faults.invalid(
              "message", "is none that this verifier knows; is it older than you?");
    }
  }

  private AttestSession challenged(String message) {
    return switch (phase) {
      case Phase.Challenged(var session, _) -> session;
      case Phase.Greeting _ -> throw Faults.invalid(message, "out of turn; send hello first");
      case Phase.Waiting _, Phase.Ended _ ->
          throw Faults.invalid(message, "out of turn; no challenge is open");
    };
  }

  private void greet(dev.assay.v1.Hello hello) {
    if (!(phase instanceof Phase.Greeting)) {
      throw Faults.invalid("hello", "out of turn; it comes first on a stream, and only there");
    }
    switch (around.attest().open(AttestationMessages.hello(hello), binding, this)) {
      case Declined<AttestSession> declined -> end(Faults.statusOf(declined));
      case Done<AttestSession>(var session) -> {
        provingTimer = in(around.limits().proveWithin(), () -> requireProof(session));
        challenge(session, 0);
      }
    }
  }

  private void takeChunk(AttestSession session, LogChunk chunk) {
    long offset = Integer.toUnsignedLong(chunk.getOffset());
    session
        .logChunk(offset, Bytes.wrap(chunk.getData().toByteArray()))
        .ifPresent(declined -> end(Faults.statusOf(declined)));
  }

  private void takeInventory(AttestSession session, ByteString inventory) {
    session
        .inventory(InventoryMessages.sent(inventory))
        .ifPresent(declined -> end(Faults.statusOf(declined)));
  }

  private void takeEvidence(AttestSession session, Evidence evidence) {
    var claimed = AttestationMessages.evidence(evidence);
    conclude(
        session, around.metrics().observed(session.machine(), () -> session.evidence(claimed)));
  }

  private void takeFailure(AttestSession session, Failure failure) {
    conclude(session, session.failure(AttestationMessages.failure(failure)));
  }

  // ---- what the verifier does

  private void challenge(AttestSession session, int unanswered) {
    switch (session.challenge()) {
      case Declined<IssuedChallenge> declined -> end(Faults.statusOf(declined));
      case Done<IssuedChallenge>(var issued) -> {
        enter(new Phase.Challenged(session, unanswered));
        turnTimer = in(issued.expiresIn().plus(GRACE), this::challengeAgain);
        line.send(AttestationMessages.challenge(issued));
      }
    }
  }

  private void challengeAgain() {
    if (phase instanceof Phase.Challenged(var session, var unanswered)) {
      if (unanswered + 1 == UNANSWERED_LIMIT) {
        late("%d challenges were not answered; reconnect".formatted(UNANSWERED_LIMIT));
      } else {
        challenge(session, unanswered + 1);
      }
    }
  }

  private void conclude(AttestSession session, Outcome<Receipt> outcome) {
    switch (outcome) {
      case Declined<Receipt> declined -> end(Faults.statusOf(declined));
      case Done<Receipt>(var receipt) -> {
        around.metrics().count(receipt);
        if (session.proven()) {
          provingTimer.ifPresent(timer -> timer.cancel(false));
          place.close();
        }
        enter(new Phase.Waiting(session));
        turnTimer = in(receipt.nextDue(), this::challengeWhereWaiting);
        line.send(AttestationMessages.receipt(receipt));
      }
    }
  }

  private void challengeWhereWaiting() {
    if (phase instanceof Phase.Waiting(var session)) {
      challenge(session, 0);
    }
  }

  // ---- what the service asks

  @Override
  public void attestNow() {
    onWork(this::challengeWhereWaiting);
  }

  @Override
  public void takenOver() {
    onWork(
        () -> end(Status.ABORTED.withDescription("another stream of this machine has taken over")));
  }

  @Override
  public void dismissed() {
    onWork(
        () ->
            end(
                Status.NOT_FOUND.withDescription(
                    "this machine may no longer attest with this key; enroll again")));
  }

  // ---- turns and ends

  private void enter(Phase next) {
    turnTimer.ifPresent(timer -> timer.cancel(false));
    turnTimer = Optional.empty();
    phase = next;
  }

  // Evidence that came in time may have waited for its turn until now.
  private void requireProof(AttestSession session) {
    if (!session.proven()) {
      late("no authentic evidence came in time; enroll again if this repeats");
    }
  }

  private void late(String what) {
    end(Status.DEADLINE_EXCEEDED.withDescription(what));
  }

  private void end(Status status) {
    var ending = phase;
    enter(new Phase.Ended());
    provingTimer.ifPresent(timer -> timer.cancel(false));
    place.close();
    line.end(status);
    onEnd.accept(this);
    switch (ending) {
      case Phase.Challenged(var session, _) -> session.close();
      case Phase.Waiting(var session) -> session.close();
      case Phase.Greeting _, Phase.Ended _ -> {}
    }
  }

  private Optional<Future<?>> in(Duration delay, Runnable task) {
    return Optional.of(around.threads().after(delay, () -> onWork(task)));
  }

  private void onWork(Runnable task) {
    work.execute(
        () -> {
          if (phase instanceof Phase.Ended) {
            return;
          }
          machine().ifPresent(id -> MDC.put(Observer.MACHINE, id.toHex()));
          try {
            task.run();
          } catch (RuntimeException fault) {
            end(Faults.statusOf(fault));
          } finally {
            MDC.remove(Observer.MACHINE);
          }
        });
  }

  /// Whose stream it claims to be, once it said so.
  private Optional<MachineId> machine() {
    return switch (phase) {
      case Phase.Challenged(var session, _) -> Optional.of(session.machine());
      case Phase.Waiting(var session) -> Optional.of(session.machine());
      case Phase.Greeting _, Phase.Ended _ -> Optional.empty();
    };
  }
}
