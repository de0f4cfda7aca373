package dev.assay.verifier.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.function.Predicate;

/// Folders with all that is in them.
public final class Trees {

  private Trees() {}

  /// Copies a folder with its owners, permissions and links.
  ///
  /// @param to one that is not there yet
  /// @param constant files that nobody writes to: they are the same on both sides (hard links)
  public static void copy(Path from, Path to, Predicate<Path> constant) {
    try (var paths = Files.walk(from)) {
      Files.createDirectories(to.toAbsolutePath().getParent());
      for (var path : (Iterable<Path>) paths::iterator) {
        var copy = to.resolve(from.relativize(path).toString());
        if (constant.test(path) && Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
          Files.createLink(copy, path);
        } else {
          Files.copy(path, copy, LinkOption.NOFOLLOW_LINKS, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  public static void remove(Path folder) {
    try (var paths = Files.walk(folder)) {
      for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
