package dev.assay.appraisal.fuzz;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.testing.Captures;
import dev.assay.appraisal.testing.Corpus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Inputs to begin with: files of our captures, and of the corpus where it is present.
final class Seeds {
  // libFuzzer makes no input longer than the longest seed; longer ones slow it down.
  private static final int MAX_BYTES = 64 << 10;

  private static final List<String> CAPTURES = List.of("clean-A1", "clean-B", "banks-C1", "ima-A1");

  private Seeds() {}

  /// These files of some captures.
  static Stream<byte[]> captured(String... files) {
    return CAPTURES.stream()
        .flatMap(capture -> Stream.of(files).map(file -> Captures.bytes(capture, file)))
        .map(Bytes::toArray);
  }

  /// The files of these folders of the corpus that end so; none where there is no corpus.
  static Stream<byte[]> corpus(String folder, String... suffixes) {
    return Corpus.find().stream().flatMap(root -> files(root.resolve(folder), suffixes));
  }

  private static Stream<byte[]> files(Path folder, String... suffixes) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(file -> Stream.of(suffixes).anyMatch(file.toString()::endsWith))
          .sorted()
          .map(file -> Corpus.bytes(file).toArray())
          .filter(bytes -> bytes.length <= MAX_BYTES)
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
