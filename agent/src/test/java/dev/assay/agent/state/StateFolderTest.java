package dev.assay.agent.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {
  private static final Enrollment ENROLLMENT =
      new Enrollment("ab".repeat(32), "verifier:1", Instant.parse("2026-01-02T03:04:05Z"));

  @TempDir private Path parent;

  @Test
  void enrollmentIsReadAsItWasKept() throws IOException {
    var state = new StateFolder(parent.resolve("a/b"));

    state.keep(ENROLLMENT);

    assertThat(state.enrollment()).contains(ENROLLMENT);
  }

  @Test
  void absentFolderHoldsNothing() throws IOException {
    var state = new StateFolder(parent.resolve("none"));

    assertThat(state.enrollment()).isEmpty();
    assertThat(state.key()).isEmpty();
  }

  @Test
  void halfAnEnrollmentIsNone() throws IOException {
    Files.writeString(parent.resolve("enrollment"), "machine-id = ab\n");

    assertThat(new StateFolder(parent).enrollment()).isEmpty();
  }

  @Test
  void folderAndFilesAreForTheirOwnerAlone() throws IOException {
    var state = new StateFolder(parent.resolve("state"));

    state.keep(ENROLLMENT);

    assertThat(mode(state.path())).isEqualTo("rwx------");
    assertThat(mode(state.path().resolve("enrollment"))).isEqualTo("rw-------");
    assertThat(state.isOpenToOthers()).isFalse();
  }

  @Test
  void noTemporaryFilesStay() throws IOException {
    var state = new StateFolder(parent.resolve("state"));

    state.tryWriting();
    state.keep(ENROLLMENT);
    state.keep(ENROLLMENT);

    try (var files = Files.list(state.path())) {
      assertThat(files.map(p -> p.getFileName().toString())).containsExactly("enrollment");
    }
  }

  @Test
  void fileInPlaceOfTheFolderIsAnError() throws IOException {
    var file = Files.createFile(parent.resolve("file"));

    assertThatThrownBy(() -> new StateFolder(file).make()).isInstanceOf(IOException.class);
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
