package dev.assay.agent.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads text files of the kernel, whose size is not known before they are read.
final class SmallFile {
  private SmallFile() {}

  /// The text, at most `limit` bytes of it.
  static String text(Path file, int limit) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return new String(in.readNBytes(limit), StandardCharsets.UTF_8);
    }
  }
}
