package dev.assay.verifier.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The file of golden sets that ended.
class EndedSetsFileTest {
  @TempDir private Path folder;

  @Test
  void whatEndedIsKnownAfterARestart() {
    EndedSetsFile.in(folder).add(List.of("one", "two"));
    EndedSetsFile.in(folder).add(List.of("three"));

    var again = EndedSetsFile.in(folder);

    assertThat(List.of("one", "two", "three")).allMatch(again::contains);
    assertThat(again.contains("four")).isFalse();
  }

  @Test
  void lineThatAPersonDeletedIsForgotten() throws IOException {
    EndedSetsFile.in(folder).add(List.of("one", "two"));
    Files.writeString(folder.resolve("ended-golden-sets"), "two\n");

    assertThat(EndedSetsFile.in(folder).contains("one")).isFalse();
  }

  @Test
  void fileThatCantBeReadStopsTheStart() throws IOException {
    Files.createDirectory(folder.resolve("ended-golden-sets"));

    assertThatExceptionOfType(StartupFailure.class).isThrownBy(() -> EndedSetsFile.in(folder));
  }
}
