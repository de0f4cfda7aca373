package dev.assay.verifier.wiring;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.golden.signing.KeyInvalid;
import dev.assay.golden.signing.Signer;
import dev.assay.verifier.service.SignerBook;
import dev.assay.verifier.service.Signers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/// The folder (or one file) that says who may sign golden sets, an entry for each person; and in a
/// file called `revoked` the ids of sets that must not be in force, a line each. It lies outside
/// the database, so that who writes that can add no signer. What can't be read lets nobody in.
final class SignersFolder implements SignerBook {
  private static final Logger LOG = Logger.getLogger(SignersFolder.class);
  private static final String REVOKED = "revoked";
  private static final long LARGEST = 1024L * 1024;

  private final Path path;
  private volatile Signers current = Signers.NONE;
  private boolean read;

  private SignersFolder(Path path) {
    this.path = path;
  }

  /// The folder or file that somebody named. It may come later.
  static SignersFolder at(Path path) {
    var folder = new SignersFolder(path);
    folder.reload();
    return folder;
  }

  /// The one in the data folder, which is made.
  static SignersFolder in(Path data) {
    var path = data.resolve("signers");
    try {
      Files.createDirectories(path);
    } catch (IOException unusable) {
      throw new StartupFailure(
          "The folder %s can't be made. Make it, or set ASSAY_SIGNERS.".formatted(path), unusable);
    }
    return at(path);
  }

  @Override
  public Signers current() {
    return current;
  }

  /// Reads the folder again.
  ///
  /// @return whether anything in it is other than before
  synchronized boolean reload() {
    var files = files();
    var version = version(files);
    if (read && version.equals(current.version())) {
      return false;
    }
    read = true;
    var signers = signers(files);
    current = new Signers(version, signers, revoked(files));
    LOG.infof(
        "Signers of golden sets: %s, from %s",
        signers.isEmpty()
            ? "none"
            : signers.stream().map(Signer::name).distinct().collect(Collectors.joining(", ")),
        path);
    return true;
  }

  private Map<String, String> files() {
    Map<String, String> files = new TreeMap<>();
    try {
      if (Files.isRegularFile(path)) {
        read(path, files);
        return files;
      }
      try (var children = Files.list(path)) {
        for (var file : children.filter(SignersFolder::isEntry).toList()) {
          read(file, files);
        }
      }
    } catch (NoSuchFileException none) {
      return Map.of();
    } catch (IOException unreadable) {
      LOG.errorf(
          "The signers in %s can't be read, so no signature counts: %s",
          path, unreadable.getMessage());
      return Map.of();
    }
    return files;
  }

  // Mounted folders keep their machinery in hidden files.
  private static boolean isEntry(Path file) {
    return Files.isRegularFile(file) && !file.getFileName().toString().startsWith(".");
  }

  private static void read(Path file, Map<String, String> files) throws IOException {
    if (Files.size(file) > LARGEST) {
      LOG.warnf("Signers: %s is larger than 1 MiB and was skipped", file);
      return;
    }
    files.put(file.getFileName().toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
  }

  private static Bytes version(Map<String, String> files) {
    var all =
        files.entrySet().stream()
            .map(file -> file.getKey() + "\n" + file.getValue().length() + "\n" + file.getValue())
            .collect(Collectors.joining("\n"));
    return HashAlgorithm.SHA256.hash(Bytes.wrap(all.getBytes(StandardCharsets.UTF_8))).value();
  }

  private static List<Signer> signers(Map<String, String> files) {
    var signers = new ArrayList<Signer>();
    files.forEach(
        (name, text) -> {
          if (!name.equals(REVOKED)) {
            try {
              signers.addAll(Signer.parse(text));
            } catch (KeyInvalid broken) {
              LOG.warnf("Signers: %s was skipped: %s", name, broken.reason());
            }
          }
        });
    return withoutShared(signers);
  }

  // A key that two people hold shows neither of them.
  private static List<Signer> withoutShared(List<Signer> signers) {
    var byKey = signers.stream().collect(Collectors.groupingBy(Signer::key));
    byKey
        .values()
        .removeIf(
            holders -> {
              boolean shared = holders.stream().anyMatch(one -> !one.is(holders.getFirst().name()));
              if (shared) {
                LOG.warnf(
                    "Signers: one key is %s, so it counts for nobody",
                    holders.stream()
                        .map(Signer::name)
                        .collect(Collectors.joining("'s and ", "", "'s")));
              }
              return shared;
            });
    return signers.stream().filter(signer -> byKey.containsKey(signer.key())).distinct().toList();
  }

  private static Set<String> revoked(Map<String, String> files) {
    return files
        .getOrDefault(REVOKED, "")
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .collect(Collectors.toSet());
  }
}
