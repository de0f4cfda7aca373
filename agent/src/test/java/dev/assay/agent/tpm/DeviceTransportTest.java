package dev.assay.agent.tpm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.protobuf.ByteString;
import dev.assay.agent.testing.SoftwareTpm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// A real `/dev/tpmrm0` needs a kernel with a TPM. A pseudo-terminal is a character device too: a
/// small program carries what is written there to a software TPM, and its responses back.
class DeviceTransportTest {

  private static final String BRIDGE =
      """
      import os, socket, sys, termios, tty
      master, slave = os.openpty()
      tty.setraw(slave, termios.TCSANOW)
      print(os.ttyname(slave), flush=True)
      def exactly(read, size):
          data = b''
          while len(data) < size:
              data += read(size - len(data))
          return data
      while True:
          header = exactly(lambda n: os.read(master, n), 10)
          command = header + exactly(lambda n: os.read(master, n), int.from_bytes(header[2:6], 'big') - 10)
          with socket.socket(socket.AF_UNIX) as tpm:
              tpm.connect(sys.argv[1])
              tpm.sendall(command)
              header = exactly(tpm.recv, 10)
              os.write(master, header + exactly(tpm.recv, int.from_bytes(header[2:6], 'big') - 10))
      """;

  @Test
  void characterDeviceCarriesEveryCommand() throws Exception {
    try (SoftwareTpm software = SoftwareTpm.fresh().start()) {
      Process bridge = bridge(software);
      try (var output = bridge.inputReader()) {
        Tpm tpm = Tpm.open(new TpmAddress.Device(Path.of(output.readLine())));
        for (EkChoice choice : EkChoice.values()) {
          AttestationKey key =
              tpm.createAttestationKey(tpm.endorsementKey(choice), AkScheme.ECDSA_P256);

          Quote quote = tpm.quote(key, ByteString.EMPTY, Quotes.DEFAULT_SELECTION);

          assertThat(Quotes.genuine(quote, key, ByteString.EMPTY)).isTrue();
        }
      } finally {
        bridge.destroyForcibly().waitFor();
      }
    }
  }

  private static Process bridge(SoftwareTpm software) {
    Process started = null;
    try {
      Path socket = ((TpmAddress.UnixSocket) software.tpmAddress()).path();
      started =
          new ProcessBuilder("python3", "-c", BRIDGE, socket.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
    } catch (IOException _) {
      assumeTrue(false, "no python3 to make a pseudo-terminal with");
    }
    return Objects.requireNonNull(started);
  }
}
