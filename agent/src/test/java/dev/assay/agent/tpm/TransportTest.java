package dev.assay.agent.tpm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import dev.assay.agent.testing.SoftwareTpm;
import dev.assay.agent.tpm.TpmException.Code;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransportTest {

  private static final ByteString COMMAND =
      ByteString.fromHex("8001000000160000017a000000060000010000000001");

  @TempDir Path folder;

  @Test
  void tcpSocketWorksLikeTheUnixSocket() throws Exception {
    try (SoftwareTpm software = SoftwareTpm.fresh().withoutCertificate().tcp().start()) {
      assertThat(software.address()).startsWith("tcp:127.0.0.1:");
      Tpm tpm = Tpm.open(TpmAddress.parse(software.address()));

      AttestationKey key =
          tpm.createAttestationKey(tpm.endorsementKey(EkChoice.AUTO), AkScheme.ECDSA_P256);
      Quote quote = tpm.quote(key, ByteString.EMPTY, Quotes.DEFAULT_SELECTION);

      assertThat(Quotes.genuine(quote, key, ByteString.EMPTY)).isTrue();
    }
  }

  @Test
  void absentDeviceIsReportedAndNotCreated() {
    Path device = folder.resolve("tpmrm0");

    TpmException e = openFailure("device:" + device);

    assertThat(e.code()).isEqualTo(Code.UNREACHABLE);
    assertThat(e).hasMessageContaining(device + " does not exist").hasMessageContaining("driver");
    assertThat(device).doesNotExist();
  }

  @Test
  void plainFileIsNoTpm() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));

    assertThat(openFailure("device:" + file).code()).isEqualTo(Code.DROPPED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"unix:/nonexistent/tpm.sock", "tcp:127.0.0.1:1", "tcp:no.such.host.invalid:1"})
  void absentSocketIsReportedWithItsAddress(String address) {
    TpmException e = openFailure(address);

    assertThat(e.code()).isEqualTo(Code.UNREACHABLE);
    assertThat(e).hasMessageContaining(address);
  }

  @Test
  void somethingElseThanATpmIsReported() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> answer(server, "HTTP/1.1 400 Bad Request\r\n\r\n"));

      TpmException e = openFailure("tcp:127.0.0.1:" + server.getLocalPort());

      assertThat(e.code()).isEqualTo(Code.MALFORMED);
      assertThat(e).hasMessageContaining("is it the data socket of a TPM?");
    }
  }

  private static void answer(ServerSocket server, String text) {
    try (Socket socket = server.accept()) {
      socket.getInputStream().read();
      socket.getOutputStream().write(ByteString.copyFromUtf8(text).toByteArray());
      socket.getOutputStream().flush();
      socket.getInputStream().readAllBytes();
    } catch (IOException _) {
      // The test sees what it sees.
    }
  }

  @Test
  void tpmThatDoesNotAnswerIsNotWaitedForForever() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      InetSocketAddress target =
          new InetSocketAddress(InetAddress.getLoopbackAddress(), silent.getLocalPort());
      TpmAddress address = new TpmAddress.Tcp("127.0.0.1", silent.getLocalPort());
      try (Transport transport = SocketTransport.open(address, target, Duration.ofMillis(50))) {
        TpmException e =
            catchThrowableOfType(TpmException.class, () -> transport.transmit(COMMAND));

        assertThat(e.code()).isEqualTo(Code.DROPPED);
        assertThat(e).hasMessageContaining("no answer in time");
      }
    }
  }

  private static TpmException openFailure(String address) {
    return catchThrowableOfType(TpmException.class, () -> Tpm.open(TpmAddress.parse(address)));
  }
}
