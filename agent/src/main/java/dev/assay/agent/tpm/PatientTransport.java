package dev.assay.agent.tpm;

import com.google.protobuf.ByteString;
import dev.assay.agent.tpm.TpmException.Code;
import java.time.Duration;

/// Sends a command again, after growing pauses, while the TPM answers that it can't start it yet.
/// These responses mean that nothing was done (TPM 2.0 Part 2, section 6.6.3).
final class PatientTransport implements Transport {

  private static final int TPM_RC_YIELDED = 0x908;
  private static final int TPM_RC_TESTING = 0x90A;
  private static final int TPM_RC_NV_RATE = 0x920;
  private static final int TPM_RC_RETRY = 0x922;

  private static final Duration FIRST_PAUSE = Duration.ofMillis(5);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Transport transport;
  private final Duration patience;

  PatientTransport(Transport transport) {
    this(transport, PATIENCE);
  }

  PatientTransport(Transport transport, Duration patience) {
    this.transport = transport;
    this.patience = patience;
  }

  @Override
  public ByteString transmit(ByteString command) throws TpmException {
    long deadline = System.nanoTime() + patience.toNanos();
    Duration pause = FIRST_PAUSE;
    while (true) {
      ByteString response = transport.transmit(command);
      if (!wantsRetry(response)) {
        return response;
      }
      if (System.nanoTime() + pause.toNanos() > deadline) {
        throw new TpmException(
            Code.BUSY,
            "the TPM kept answering 'try again' for "
                + patience.toSeconds()
                + " s: another program keeps it busy");
      }
      sleep(pause);
      pause =
          pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
              ? pause.multipliedBy(2)
              : LONGEST_PAUSE;
    }
  }

  private static boolean wantsRetry(ByteString response) {
    if (response.size() != 10) {
      return false;
    }
    int code = response.substring(6).asReadOnlyByteBuffer().getInt();
    return switch (code) {
      case TPM_RC_YIELDED, TPM_RC_TESTING, TPM_RC_NV_RATE, TPM_RC_RETRY -> true;
      default -> false;
    };
  }

  private static void sleep(Duration pause) throws TpmException {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TpmException(Code.DROPPED, "interrupted while waiting for the TPM", e);
    }
  }

  @Override
  public void close() {
    transport.close();
  }
}
