package dev.assay.verifier.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class FindingCodesTest {
  private static final Path SERVICE = Path.of("src/main/java/dev/assay/verifier/service");
  private static final Pattern MADE =
      Pattern.compile("(?:ofMachine|return finding)\\(\\s*\"([A-Z_]+)\"");

  /// Of a machine's record, not of an appraisal: quarantine never sees them.
  private static final Set<String> OF_THE_RECORD =
      Set.of(
          "MACHINE_PENDING",
          "SERIAL_KNOWN_WITH_OTHER_TPM",
          "MANIFEST_DISAGREES",
          "KEY_CHANGE_REQUESTED");

  @Test
  void everyFindingThatTheServiceMakesIsKnown() throws IOException {
    var made = new TreeSet<String>();
    try (var files = Files.list(SERVICE)) {
      for (var file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        var matcher = MADE.matcher(Files.readString(file));
        while (matcher.find()) {
          made.add(matcher.group(1));
        }
      }
    }
    assertThat(made).hasSizeGreaterThan(8);
    made.removeAll(OF_THE_RECORD);
    assertThat(FindingCodes.all())
        .containsAll(made)
        .containsAll(FindingCodes.OF_A_MISSING_GOLDEN_SET);
  }
}
