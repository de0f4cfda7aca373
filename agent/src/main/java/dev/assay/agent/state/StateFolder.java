package dev.assay.agent.state;

import static java.nio.file.attribute.PosixFilePermissions.asFileAttribute;
import static java.nio.file.attribute.PosixFilePermissions.fromString;

import dev.assay.agent.tpm.AttestationKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The folder in which the agent keeps its attestation key, wrapped by the TPM, and its enrollment.
public final class StateFolder {
  private static final int LIMIT = 4096;

  private final Path folder;

  /// The folder at that path; nothing is read or made yet.
  public StateFolder(Path folder) {
    this.folder = folder;
  }

  /// Where it is.
  public Path path() {
    return folder;
  }

  /// Where the attestation key is.
  public Path keyFile() {
    return folder.resolve("ak");
  }

  private Path enrollmentFile() {
    return folder.resolve("enrollment");
  }

  /// The attestation key; empty where there is none yet.
  ///
  /// @throws IOException where the file can't be read or is damaged
  public Optional<AttestationKey> key() throws IOException {
    try {
      return Optional.of(AttestationKey.load(keyFile()));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  /// Keeps a new attestation key. One that was there before is kept beside it as `ak.replaced`.
  public void keep(AttestationKey key) throws IOException {
    make();
    if (Files.exists(keyFile())) {
      Files.move(keyFile(), folder.resolve("ak.replaced"), StandardCopyOption.REPLACE_EXISTING);
    }
    key.save(keyFile());
  }

  /// What the last enrollment said; empty where there was none, or where the file isn't whole.
  public Optional<Enrollment> enrollment() throws IOException {
    Map<String, String> values;
    try {
      values = values(Files.readString(enrollmentFile()));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Enrollment(
              values.getOrDefault("machine-id", ""),
              values.getOrDefault("verifier", ""),
              Instant.parse(values.getOrDefault("at", ""))));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  /// Keeps what an enrollment said.
  public void keep(Enrollment enrollment) throws IOException {
    make();
    var text =
        "machine-id = %s%nverifier = %s%nat = %s%n"
            .formatted(enrollment.machineId(), enrollment.verifier(), enrollment.at());
    writeWhole(enrollmentFile(), text.getBytes(StandardCharsets.UTF_8));
  }

  /// Makes the folder where it is absent, open to its owner alone.
  ///
  /// @throws IOException where that is impossible; the message names the path
  public void make() throws IOException {
    try {
      Files.createDirectories(folder, asFileAttribute(fromString("rwx------")));
    } catch (FileAlreadyExistsException e) {
      throw new IOException(folder + " is no folder", e);
    }
  }

  /// Makes sure that the folder can be written, by writing.
  public void tryWriting() throws IOException {
    make();
    var probe = Files.createTempFile(folder, ".probe", "");
    Files.delete(probe);
  }

  /// Whether users other than the owner can look into the folder or read the key.
  public boolean isOpenToOthers() throws IOException {
    return isOpenToOthers(folder) || (Files.exists(keyFile()) && isOpenToOthers(keyFile()));
  }

  private static boolean isOpenToOthers(Path path) throws IOException {
    return !PosixFilePermissions.toString(Files.getPosixFilePermissions(path)).endsWith("------");
  }

  private void writeWhole(Path file, byte[] content) throws IOException {
    var temporary =
        Files.createTempFile(folder, ".new", "", asFileAttribute(fromString("rw-------")));
    try {
      try (var out = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        var buffer = ByteBuffer.wrap(content);
        while (buffer.hasRemaining()) {
          out.write(buffer);
        }
        out.force(true);
      }
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static Map<String, String> values(String text) {
    var values = new HashMap<String, String>();
    for (var line : text.substring(0, Math.min(text.length(), LIMIT)).split("\n", -1)) {
      var equals = line.indexOf('=');
      if (equals > 0) {
        values.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
      }
    }
    return values;
  }
}
