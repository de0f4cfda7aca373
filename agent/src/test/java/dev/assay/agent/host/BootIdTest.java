package dev.assay.agent.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootIdTest {
  @TempDir private Path folder;

  @Test
  void kernelsOwnIsRead() throws IOException {
    assertThat(BootId.read(Path.of("/proc/sys/kernel/random/boot_id")).value()).hasSize(36);
  }

  @Test
  void anythingElseIsRefused() throws IOException {
    var file = Files.writeString(folder.resolve("boot_id"), "what is this\n");

    assertThatThrownBy(() -> BootId.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no boot id");
  }

  @Test
  void uptimeIsRead() throws IOException {
    assertThat(Uptime.millis()).isPositive();
  }
}
