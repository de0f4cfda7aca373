package dev.assay.appraisal.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.PcrValues;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;

/// The corpus of other projects' recorded evidence. It is not part of this project: it is looked
/// for where ASSAY_CORPUS points, then as `shared/corpus` beside one of the folders above; tests
/// that need it are skipped, saying so, where it is absent.
public final class Corpus {
  private static final int MACHINE = 6;

  private Corpus() {}

  /// The corpus, or skips the calling test.
  public static Path require() {
    Optional<Path> root = find();
    assumeTrue(
        root.isPresent(), "skipped: no corpus (set ASSAY_CORPUS, or place it at ../shared/corpus)");
    return root.orElseThrow();
  }

  /// The files of a folder of the corpus whose names pass, sorted. Fails where there are none.
  public static List<Path> files(String folder, String... suffixes) {
    Path path = require().resolve(folder);
    try (Stream<Path> entries = Files.list(path)) {
      List<Path> files = entries.filter(file -> ends(file, suffixes)).sorted().toList();
      if (files.isEmpty()) {
        throw new AssertionError("no files in " + path);
      }
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The PCR values that an independent program replayed from this log, if it did.
  public static Optional<PcrValues> replayed(Path log) {
    Path file = require().resolve("expected").resolve(log.getFileName() + ".replay.json");
    return Files.exists(file) ? Optional.of(PcrJson.parse(bytes(file))) : Optional.empty();
  }

  /// The PCR values that the machine of this log reported: each time that it did.
  public static List<PcrValues> observed(Path log) {
    Path file = log.resolveSibling(log.getFileName() + ".observed-pcrs.json");
    return Files.exists(file) ? PcrJson.parseEach(bytes(file)) : List.of();
  }

  /// The measurement registers that the confidential computing guest of this log reported, by the
  /// number that its log has for them; none for other machines.
  public static SortedMap<Integer, Digest> observedRegisters(Path log) {
    Path file = log.resolveSibling(log.getFileName() + ".observed-pcrs.json");
    return Files.exists(file) ? PcrJson.parseRegisters(bytes(file)) : Collections.emptySortedMap();
  }

  /// What the corpus' manifest says of the machine of a file, "" where it says nothing.
  public static String machine(Path file) {
    String start = require().relativize(file) + "\t";
    return text(require().resolve("MANIFEST.tsv"))
        .lines()
        .filter(line -> line.startsWith(start))
        .map(line -> line.split("\t", -1)[MACHINE].replace("?", "").strip())
        .findFirst()
        .orElse("");
  }

  private static String text(Path file) {
    return new String(bytes(file).toArray(), StandardCharsets.UTF_8);
  }

  public static Bytes bytes(Path file) {
    return Captures.read(file);
  }

  private static boolean ends(Path file, String... suffixes) {
    return Stream.of(suffixes).anyMatch(suffix -> file.getFileName().toString().endsWith(suffix));
  }

  /// The corpus, where it is present.
  public static Optional<Path> find() {
    String named = System.getenv("ASSAY_CORPUS");
    if (named != null && Files.isDirectory(Path.of(named))) {
      return Optional.of(Path.of(named));
    }
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path candidate = at.resolve("shared").resolve("corpus");
      if (Files.isDirectory(candidate)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }
}
