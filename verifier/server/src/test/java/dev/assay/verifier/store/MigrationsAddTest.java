package dev.assay.verifier.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// While replicas are upgraded one by one, the version before works on this version's schema
/// (`docs/operations.md`, Upgrade): so a migration adds, and leaves what is there as it is. What is
/// to go goes a version after its last reader.
class MigrationsAddTest {

  /// From here on replicas may be upgraded one by one.
  private static final int FIRST_HELD = 11;

  private static final Pattern FILE = Pattern.compile("V(\\d+)__\\w+\\.sql");

  /// What breaks the statements of the version before.
  private static final List<Pattern> BREAKING =
      Stream.of(
              "\\bdrop\\s+(?:table|column|view|schema|type|function|default)\\b",
              "\\brename\\b",
              "\\bset\\s+not\\s+null\\b",
              "\\balter\\s+(?:column\\s+)?\\w+\\s+(?:set\\s+data\\s+)?type\\b",
              "\\btruncate\\b",
              // A column that the version before does not fill.
              "\\badd\\s+(?:column\\s+)?(?!constraint|primary|unique|check|foreign)"
                  + "(?=[^,;]*\\bnot\\s+null\\b)(?![^,;]*\\bdefault\\b)")
          .map(Pattern::compile)
          .toList();

  @Test
  void migrationsOnlyAdd() throws IOException, URISyntaxException {
    try (var files = Files.list(migrations())) {
      var held = files.filter(file -> version(file) >= FIRST_HELD).sorted().toList();
      for (var file : held) {
        assertThat(breaking(Files.readString(file))).as(file.getFileName().toString()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER TABLE machine DROP COLUMN host;",
        "ALTER TABLE machine RENAME COLUMN host TO name;",
        "ALTER TABLE machine ALTER COLUMN host SET NOT NULL;",
        "ALTER TABLE machine ALTER COLUMN host TYPE bytea;",
        "ALTER TABLE machine ADD COLUMN rack text NOT NULL;",
        "DROP TABLE machine;"
      })
  void whatBreaksTheVersionBeforeIsSeen(String sql) {
    assertThat(breaking(sql)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER TABLE machine ADD COLUMN rack text;",
        "ALTER TABLE machine ADD COLUMN rack text NOT NULL DEFAULT '';",
        "CREATE TABLE rack (name text NOT NULL);",
        "CREATE INDEX rack_machine ON machine (rack) WHERE rack IS NOT NULL;",
        "-- Replaces what DROP TABLE would lose.\nCREATE TABLE image (name text PRIMARY KEY);"
      })
  void whatAddsMayBe(String sql) {
    assertThat(breaking(sql)).isEmpty();
  }

  private static List<String> breaking(String sql) {
    var statements = sql.replaceAll("--[^\n]*", "").toLowerCase(Locale.ROOT);
    return BREAKING.stream()
        .filter(pattern -> pattern.matcher(statements).find())
        .map(Pattern::pattern)
        .toList();
  }

  private static int version(Path file) {
    var name = FILE.matcher(file.getFileName().toString());
    assertThat(name.matches()).as("a migration's name: " + file).isTrue();
    return Integer.parseInt(name.group(1));
  }

  private static Path migrations() throws URISyntaxException {
    var folder = MigrationsAddTest.class.getResource("/db/migration");
    return Path.of(Objects.requireNonNull(folder).toURI());
  }
}
