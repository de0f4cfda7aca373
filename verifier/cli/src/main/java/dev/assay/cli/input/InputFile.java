package dev.assay.cli.input;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.terminal.Surroundings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// A file that a person named, read whole.
///
/// @param name as the person wrote it
public record InputFile(String name, Bytes bytes) {
  /// More than any parser takes, so that it is the parser who names its limit.
  private static final int MAX_BYTES = 16 << 20;

  private static final int MAX_SENT = 900 * 1024;

  /// Reads a file; `-` is the standard input.
  ///
  /// @throws CommandFailed (2) where there is none or it can't be read
  public static InputFile read(String name, Surroundings at) throws CommandFailed {
    return read(name, at, MAX_BYTES);
  }

  /// As [#read(String, Surroundings)], at most `maximum` bytes of it.
  public static InputFile read(String name, Surroundings at, int maximum) throws CommandFailed {
    return reading(name, at, bytes -> new InputFile(name, Bytes.wrap(bytes.readNBytes(maximum))));
  }

  /// The text of a file that is sent to the verifier in one request, which takes no more than a
  /// MiB.
  ///
  /// @throws CommandFailed (2) where there is none, it can't be read, or has more than 900 KiB
  public static String sent(String name, Surroundings at) throws CommandFailed {
    var file = read(name, at, MAX_SENT + 1);
    if (file.bytes().length() > MAX_SENT) {
      throw new CommandFailed(
          ExitCode.USAGE,
          "%s is larger than 900 KiB; split it into several files.".formatted(name));
    }
    return new String(file.bytes().toArray(), StandardCharsets.UTF_8);
  }

  /// What is made of a file's bytes while it is open.
  @FunctionalInterface
  public interface Reading<T> {
    T of(InputStream bytes) throws IOException, CommandFailed;
  }

  /// Reads a file that is too long to be kept; `-` is the standard input.
  ///
  /// @throws CommandFailed (2) where there is none or it can't be read
  public static <T> T reading(String name, Surroundings at, Reading<T> work) throws CommandFailed {
    try (var bytes = name.equals("-") ? at.input() : opened(name)) {
      return work.of(bytes);
    } catch (NoSuchFileException e) {
      throw new CommandFailed(
          ExitCode.USAGE, "There is no file %s; check the path.".formatted(name), e);
    } catch (IOException e) {
      throw new CommandFailed(
          ExitCode.USAGE,
          "%s can't be read; check its permissions and that it is a file.".formatted(name),
          e);
    }
  }

  private static InputStream opened(String name) throws IOException {
    return Files.newInputStream(Path.of(name));
  }

  /// What to say where the content is not what it should be.
  ///
  /// @param reason the end of the sentence "NAME is no …", without its full stop
  public CommandFailed unusable(String reason, Exception cause) {
    return new CommandFailed(ExitCode.USAGE, name + " " + reason + ".", cause);
  }
}
