package dev.assay.agent.tpm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TpmAddressTest {

  @Test
  void threeFormsAreRead() {
    assertThat(TpmAddress.parse("device:/dev/tpm0"))
        .isEqualTo(new TpmAddress.Device(Path.of("/dev/tpm0")));
    assertThat(TpmAddress.parse("unix:/run/tpm.sock"))
        .isEqualTo(new TpmAddress.UnixSocket(Path.of("/run/tpm.sock")));
    assertThat(TpmAddress.parse("tcp:localhost:2321"))
        .isEqualTo(new TpmAddress.Tcp("localhost", 2321));
    assertThat(TpmAddress.parse("tcp:[::1]:2321")).isEqualTo(new TpmAddress.Tcp("::1", 2321));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"device:/dev/tpmrm0", "unix:/run/tpm.sock", "tcp:127.0.0.1:1", "tcp:[::1]:65535"})
  void isWrittenAsItIsRead(String text) {
    assertThat(TpmAddress.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/dev/tpmrm0",
        "device:",
        "unix: ",
        "tcp:",
        "tcp:host",
        "tcp::1",
        "tcp:host:0",
        "tcp:host:65536",
        "tcp:host:x",
        "swtpm:path=/x",
        "unix:/a\0b"
      })
  void anythingElseIsRefusedWithTheThreeForms(String text) {
    assertThatThrownBy(() -> TpmAddress.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("device:/dev/tpmrm0, unix:PATH or tcp:HOST:PORT");
  }
}
