package dev.assay.verifier.wiring;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/// The programs of PostgreSQL, unpacked once from the archive on the class path.
final class PostgresBinaries {
  private static final String[] NOT_NEEDED = {"include/", "lib/pkgconfig/"};

  private PostgresBinaries() {}

  /// Unpacks them below `parent` unless they are there, and returns their folder. Earlier versions
  /// go.
  static Path unpack(Path parent) throws IOException {
    var archive = archive();
    var name = "programs-%08x-%d".formatted(checksum(archive), archive.length);
    var home = parent.resolve(name);
    if (!Files.isDirectory(home)) {
      removeEarlier(parent);
      var temporary = parent.resolve("programs.new");
      try (var in =
          new TarArchiveInputStream(new XZInputStream(new ByteArrayInputStream(archive)))) {
        for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
          unpack(in, entry, temporary);
        }
      }
      Files.move(temporary, home, StandardCopyOption.ATOMIC_MOVE);
    }
    return home;
  }

  /// Tells one version's archive from another's, and it is the same class path that brings both: no
  /// cryptographic hash, which at every start would take as long as all the rest of this.
  private static long checksum(byte[] archive) {
    var checksum = new CRC32C();
    checksum.update(archive);
    return checksum.getValue();
  }

  private static byte[] archive() throws IOException {
    var machine = System.getProperty("os.arch");
    var resource =
        switch (machine) {
          case "amd64", "x86_64" -> "/postgres-linux-x86_64.txz";
          case "aarch64", "arm64" -> "/postgres-linux-arm_64.txz";
          default ->
              throw new StartupFailure(
                  "No PostgreSQL for "
                      + machine
                      + " is built in. Set ASSAY_DB_URL to a PostgreSQL of your own.");
        };
    try (InputStream in = PostgresBinaries.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new StartupFailure(
            "This verifier was packaged without PostgreSQL. Set ASSAY_DB_URL to a PostgreSQL of"
                + " your own.");
      }
      return in.readAllBytes();
    }
  }

  private static void unpack(TarArchiveInputStream in, TarArchiveEntry entry, Path home)
      throws IOException {
    var target = home.resolve(entry.getName()).normalize();
    if (!target.startsWith(home)) {
      throw new IOException("The archive leaves its folder: " + entry.getName());
    }
    if (entry.isDirectory() || needless(home.relativize(target).toString())) {
      return;
    }
    Files.createDirectories(target.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
    } else {
      Files.copy(in, target);
      boolean program = (entry.getMode() & 0100) != 0;
      Files.setPosixFilePermissions(
          target, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
    }
  }

  private static boolean needless(String path) {
    return path.endsWith(".a") || Stream.of(NOT_NEEDED).anyMatch(path::startsWith);
  }

  private static void removeEarlier(Path parent) throws IOException {
    try (var children = Files.list(parent)) {
      for (var child :
          children.filter(path -> path.getFileName().toString().startsWith("programs")).toList()) {
        removeTree(child);
      }
    }
  }

  static void removeTree(Path tree) throws IOException {
    if (!Files.exists(tree)) {
      return;
    }
    try (var paths = Files.walk(tree)) {
      paths
          .sorted(Comparator.reverseOrder())
          .forEach(
              path -> {
                try {
                  Files.delete(path);
                } catch (IOException failed) {
                  throw new UncheckedIOException(failed);
                }
              });
    }
  }
}
