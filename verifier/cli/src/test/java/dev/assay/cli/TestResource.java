package dev.assay.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/// Files that tests read: their own, and the captured boots that lie with the appraisal.
public final class TestResource {
  private static final Path CAPTURES = Path.of("verifier/appraisal/src/test/resources/captures");

  private TestResource() {}

  static String text(String name) {
    try (var in =
        Objects.requireNonNull(TestResource.class.getResourceAsStream("/" + name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The folder with a folder for each captured boot.
  public static Path captures() {
    for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      if (Files.isDirectory(folder.resolve(CAPTURES))) {
        return folder.resolve(CAPTURES);
      }
    }
    throw new IllegalStateException("no folder above has " + CAPTURES);
  }

  /// The captures that have a log; none is an error.
  static List<Path> capturedBoots() throws IOException {
    try (var folders = Files.list(captures())) {
      var boots =
          folders
              .filter(folder -> Files.exists(folder.resolve("binary_bios_measurements")))
              .sorted()
              .toList();
      if (boots.isEmpty()) {
        throw new IllegalStateException("no captured boots in " + captures());
      }
      return boots;
    }
  }
}
