package dev.assay.agent.verifier;

import dev.assay.agent.log.Field;
import dev.assay.agent.log.Log;
import dev.assay.agent.tpm.AttestationKey;
import dev.assay.agent.tpm.TpmException;
import java.io.IOException;
import java.time.Duration;

/// Keeps a stream to the verifier for as long as the process lives, whatever breaks meanwhile.
///
/// It ends only by interruption. Everything is read anew for each stream (key, CA file, host
/// facts), so that what a person puts right takes effect without a restart.
public final class Attesting {
  /// A stream that held for so long counts as a success, after which pauses start small again.
  private static final Duration STABLE = Duration.ofSeconds(60);

  /// Opens what one stream needs.
  public interface Opener {
    /// The key of the enrolled machine.
    ///
    /// @throws NotEnrolledException where there is none
    AttestationKey key() throws IOException, NotEnrolledException;

    /// A new connection to the verifier.
    VerifierConnection connect() throws IOException;

    /// The machine with that key, as it is now.
    Machine machine(AttestationKey key) throws TpmException, IOException;
  }

  private final Opener opener;
  private final boolean bindToServerCertificate;
  private final Backoff backoff;
  private final Log log;

  /// Streams made with `opener`, with pauses from `backoff`.
  public Attesting(Opener opener, boolean bindToServerCertificate, Backoff backoff, Log log) {
    this.opener = opener;
    this.bindToServerCertificate = bindToServerCertificate;
    this.backoff = backoff;
    this.log = log;
  }

  /// Attests until the thread is interrupted.
  public void untilInterrupted() throws InterruptedException {
    while (true) {
      var started = System.nanoTime();
      var pause = oneStream();
      if (System.nanoTime() - started > STABLE.toNanos()) {
        backoff.reset();
      }
      var length = pause == Pause.LONG ? backoff.nextLong() : backoff.next();
      log.info("trying again", Field.of("in_ms", length.toMillis()));
      Thread.sleep(length);
    }
  }

  private enum Pause {
    SHORT,
    LONG
  }

  /// One stream, to its end; how long to wait before the next.
  private Pause oneStream() throws InterruptedException {
    try {
      var key = opener.key();
      try (var connection = opener.connect();
          var stream = AttestationStream.begin(connection)) {
        // The TPM is asked while the connection is made.
        converse(opener.machine(key), connection, stream);
      }
      throw new AssertionError("a conversation ends with an exception");
    } catch (NotEnrolledException e) {
      log.error("not enrolled", Field.reason(e));
      return Pause.LONG;
    } catch (TpmException e) {
      log.error("TPM failed", Field.of("code", e.code()), Field.reason(e));
      return e.passing() ? Pause.SHORT : Pause.LONG;
    } catch (IOException e) {
      log.error("can't attest", Field.reason(e));
      return Pause.LONG;
    } catch (VerifierException e) {
      return ended(e);
    } catch (RuntimeException e) {
      // A mistake of ours in one stream must not end the machine's attesting.
      log.error("internal error", Field.of("type", e.getClass().getName()), Field.reason(e));
      return Pause.LONG;
    }
  }

  private void converse(Machine machine, VerifierConnection connection, AttestationStream stream)
      throws TpmException, IOException, VerifierException, InterruptedException {
    var conversation = new Conversation(machine, stream, bindToServerCertificate, log);
    conversation.greet();
    log.info("connected", Field.of("verifier", connection.address()));
    while (true) {
      var receipt = conversation.awaitReceipt();
      log.info("receipt", ReceiptText.fields(receipt));
    }
  }

  private Pause ended(VerifierException e) throws InterruptedException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedException();
    }
    return switch (e.kind()) {
      case UNREACHABLE, BUSY, NONSENSE -> {
        log.warn("stream ended", Field.of("kind", e.kind()), Field.reason(e));
        yield Pause.SHORT;
      }
      case NOT_ENROLLED -> {
        log.error(
            "not enrolled",
            Field.reason(e),
            Field.of("remedy", "run 'assay-agent enroll' with this state folder"));
        yield Pause.LONG;
      }
      case REPLACED, REFUSED -> {
        log.error("stream ended", Field.of("kind", e.kind()), Field.reason(e));
        yield Pause.LONG;
      }
    };
  }
}
