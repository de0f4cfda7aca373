package dev.assay.verifier.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// What docs/quarantine.md shows as a receiver is the program that QuarantineIT runs.
class ReceiverPageTest {
  private static final Path DOCS = Path.of("..", "..", "docs");

  @Test
  void pageShowsTheProgramThatIsTested() throws IOException {
    assertThat(Files.readString(DOCS.resolve("quarantine.md")))
        .contains("```python\n" + Files.readString(DOCS.resolve("examples/receiver.py")) + "```\n");
  }
}
