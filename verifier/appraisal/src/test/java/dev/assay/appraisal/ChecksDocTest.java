package dev.assay.appraisal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.finding.Finding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// docs/checks.md tells the truth: every finding has a row, every promise a test that breaks it,
/// and what a row names is there.
class ChecksDocTest {
  private static final Pattern PROMISE =
      Pattern.compile("(?m)^\\| ([VE][0-9]+) \\| (.+?) \\| (.+?) \\| (.+?) \\|$");
  private static final Pattern TEST = Pattern.compile("([A-Za-z0-9]+)#([A-Za-z0-9]+)");
  private static final String NO_FINDING = "–";
  private static final Path ROOT = root();
  private static final List<Row> ROWS = rows();
  private static final Map<String, List<Path>> SOURCES = testSources();

  /// One promise.
  ///
  /// @param tests each "Class#method"
  private record Row(String id, List<String> codes, List<String> tests) {}

  @Test
  void everyPromiseHasOneRow() {
    var promised =
        Stream.concat(
                IntStream.rangeClosed(1, 18).mapToObj(number -> "V" + number),
                IntStream.rangeClosed(1, 9).mapToObj(number -> "E" + number))
            .toList();

    assertThat(ROWS).extracting(Row::id).containsExactlyElementsOf(promised);
  }

  @Test
  void everyFindingHasARow() {
    assertThat(ROWS.stream().flatMap(row -> row.codes().stream()).distinct())
        .containsAll(Finding.codes(Finding.class));
  }

  @Test
  void everyFindingOfARowExists() {
    var known = Finding.codes(Finding.class);

    assertThat(ROWS).allSatisfy(row -> assertThat(known).as(row.id()).containsAll(row.codes()));
  }

  @Test
  void everyPromiseHasATest() {
    assertThat(ROWS).allSatisfy(row -> assertThat(row.tests()).as(row.id()).isNotEmpty());
  }

  @Test
  void everyTestOfARowExists() {
    assertThat(ROWS)
        .allSatisfy(
            row ->
                assertThat(row.tests())
                    .allSatisfy(
                        test -> {
                          var parts = test.split("#", 2);
                          assertThat(sources(parts[0]))
                              .as("%s: %s", row.id(), test)
                              .anyMatch(text -> text.contains("void " + parts[1] + "("));
                        }));
  }

  private static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    Matcher row = PROMISE.matcher(read(ROOT.resolve("docs").resolve("checks.md")));
    while (row.find()) {
      var codes = row.group(3).equals(NO_FINDING) ? "" : row.group(3);
      rows.add(new Row(row.group(1), words(codes), tests(row.group(4))));
    }
    return rows;
  }

  private static List<String> words(String text) {
    return Stream.of(text.split(" ")).filter(word -> !word.isEmpty()).toList();
  }

  /// Refuses a cell that holds anything else.
  private static List<String> tests(String cell) {
    var named = words(cell);
    assertThat(named).allMatch(name -> TEST.matcher(name).matches());
    return named;
  }

  /// The tests of that name in any module.
  private static List<String> sources(String test) {
    return SOURCES.getOrDefault(test + ".java", List.of()).stream()
        .map(ChecksDocTest::read)
        .toList();
  }

  private static Map<String, List<Path>> testSources() {
    try (Stream<Path> files = Files.walk(ROOT.resolve("verifier"))) {
      return files
          .filter(file -> file.toString().contains("/src/test/"))
          .collect(Collectors.groupingBy(file -> file.getFileName().toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path root() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.exists(at.resolve("docs").resolve("checks.md"))) {
        return at;
      }
    }
    throw new AssertionError("no folder above has docs/checks.md");
  }
}
