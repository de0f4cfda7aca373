package dev.assay.appraisal.testing;

import dev.assay.appraisal.LogCheck;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.eventlog.EventLog;
import dev.assay.appraisal.eventlog.Replay;
import dev.assay.appraisal.golden.Sibling;
import dev.assay.appraisal.tpm.PcrValues;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// The captured boots in `src/test/resources/captures`: real firmware, loaders and kernels that
/// measured themselves into software TPMs (see the README there). Never empty: fails where they are
/// missing.
public final class Captures {
  /// The log as the kernel showed it.
  public static final String LOG = "binary_bios_measurements";

  private static final int FEWEST = 20;

  private Captures() {}

  /// The names of all captures that have a log, sorted.
  public static List<String> names() {
    try (Stream<Path> folders = Files.list(root())) {
      List<String> names =
          folders
              .filter(folder -> Files.exists(folder.resolve(LOG)))
              .map(folder -> folder.getFileName().toString())
              .sorted()
              .toList();
      if (names.size() < FEWEST) {
        throw new AssertionError("only " + names.size() + " captures in " + root());
      }
      return names;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What is said of the captures: each one's name, machine, scenario, PCRs and right answer.
  public static String readme() {
    return new String(resource("README.md").toArray(), StandardCharsets.UTF_8);
  }

  /// A file of a capture, as in `bytes("clean-A1", "quote/quote.msg")`. Other modules read it out
  /// of this one's jar.
  public static Bytes bytes(String capture, String file) {
    return resource(capture + "/" + file);
  }

  private static Bytes resource(String file) {
    String name = "/captures/" + file;
    try (InputStream resource = Captures.class.getResourceAsStream(name)) {
      return Bytes.wrap(Objects.requireNonNull(resource, name).readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static EventLog log(String capture) {
    try {
      return EventLog.parse(bytes(capture, LOG));
    } catch (MalformedInput e) {
      throw new AssertionError("the log of " + capture + " is malformed", e);
    }
  }

  /// The capture as a sibling of its own name.
  public static Sibling sibling(String capture) {
    EventLog log = log(capture);
    return new Sibling(capture, Replay.of(log), LogCheck.oddities(log));
  }

  /// The PCR values that the capture's kernel read from the TPM.
  public static PcrValues pcrs(String capture) {
    return PcrJson.parse(bytes(capture, "pcrs.json"));
  }

  /// Where they lie in the folders of this module's own build.
  private static Path root() {
    URL folder = Captures.class.getResource("/captures");
    try {
      return Path.of(
          Objects.requireNonNull(folder, "src/test/resources/captures is missing").toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static Bytes read(Path file) {
    try {
      return Bytes.wrap(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
