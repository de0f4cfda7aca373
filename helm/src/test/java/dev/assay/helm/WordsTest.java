package dev.assay.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What notes and pages tell people to type.
class WordsTest {
  private static final Path CLI = Path.of("../verifier/cli/src/main/java/dev/assay/cli");
  private static final Pattern TOLD =
      Pattern.compile("(?m)^ *(?:\\$ )?assay ([a-z]+)(?: ([a-z]+))?(?= |$)");
  private static final Pattern COMMAND =
      Pattern.compile("@CommandLine\\.Command\\(\\s*name = \"([a-z]+)\"");

  static Stream<Path> pages() {
    return Stream.of(Chart.FOLDER.resolve("templates/NOTES.txt"), Path.of("../docs/kubernetes.md"));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void commandsExist(Path page) throws IOException {
    var commands = new TreeSet<String>();
    try (var files = Files.walk(CLI)) {
      for (var file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        COMMAND.matcher(Files.readString(file)).results().forEach(r -> commands.add(r.group(1)));
      }
    }
    assertThat(commands).contains("login", "machines", "approve", "golden", "propose");
    var told = TOLD.matcher(Files.readString(page)).results().toList();
    assertThat(told).isNotEmpty();
    for (var one : told) {
      assertThat(commands).contains(one.group(1));
      if (one.group(2) != null) {
        assertThat(commands).as(one.group()).contains(one.group(2));
      }
    }
  }

  // Rendered once more, so that the page never shows what the chart no longer does.
  @Test
  void pageShowsWhatIsRendered() throws IOException {
    var page = Files.readString(Path.of("../docs/kubernetes.md"));
    var shown = Pattern.compile("(?s)```yaml\\n# rendered: ([^\\n]+)\\n(.*?)```").matcher(page);
    int found = 0;
    while (shown.find()) {
      found++;
      var text = Chart.text(Chart.FOLDER, shown.group(1), java.util.Map.of());
      for (var part : shown.group(2).split("(?m)^\\[\\.\\.\\.\\]\\n", -1)) {
        assertThat(text).contains(part);
      }
    }
    assertThat(found).isGreaterThan(2);
  }
}
