package dev.assay.cli.verifier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.terminal.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Optional;

/// Where `assay login` keeps the connection: a JSON file that only its owner can read (mode 0600).
///
/// `ASSAY_CONFIG` names it; else it is `assay/config.json` in `XDG_CONFIG_HOME`, else in
/// `~/.config`. `ASSAY_VERIFIER`, `ASSAY_CA` (a file) and `ASSAY_TOKEN` each override what it
/// holds.
public final class ConnectionFile {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Surroundings surroundings;
  private final Path path;

  /// The file of these surroundings, which need not exist.
  public ConnectionFile(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.path = surroundings.variable("ASSAY_CONFIG").map(Path::of).orElseGet(this::standardPath);
  }

  private Path standardPath() {
    return surroundings
        .variable("XDG_CONFIG_HOME")
        .map(Path::of)
        .orElse(surroundings.home().resolve(".config"))
        .resolve("assay")
        .resolve("config.json");
  }

  /// Where the file is or would be.
  public Path path() {
    return path;
  }

  /// The connection to use now.
  ///
  /// @throws CommandFailed (2) where a part of it is nowhere to be found
  public Connection load() throws CommandFailed {
    var stored = stored();
    var address =
        needed("verifier", "ASSAY_VERIFIER", variable("ASSAY_VERIFIER", stored, "verifier"));
    var token = needed("token", "ASSAY_TOKEN", variable("ASSAY_TOKEN", stored, "token"));
    return connection(address, needed("CA", "ASSAY_CA", caCertificates()), token);
  }

  /// A connection of these parts.
  ///
  /// @throws CommandFailed (2) where the address or the token can't be one
  public static Connection connection(String address, String caCertificates, String token)
      throws CommandFailed {
    try {
      return new Connection(Connection.address(address), caCertificates, token.strip());
    } catch (IllegalArgumentException e) {
      throw new CommandFailed(ExitCode.USAGE, "This can't be a token: " + e.getMessage() + ".", e);
    }
  }

  /// The address that is set or stored, without any check.
  public Optional<String> address() throws CommandFailed {
    return variable("ASSAY_VERIFIER", stored(), "verifier");
  }

  /// The CA certificates that are set or stored, as PEM.
  public Optional<String> caCertificates() throws CommandFailed {
    var file = surroundings.variable("ASSAY_CA");
    return file.isPresent()
        ? Optional.of(read(Path.of(file.get()), "the CA's certificate (ASSAY_CA)"))
        : text(stored(), "caCertificates");
  }

  /// Keeps the connection, in one step: the file is whole at any time, and nobody else ever could
  /// read it.
  ///
  /// @throws CommandFailed (2) where it can't be written
  public void store(Connection connection) throws CommandFailed {
    var content =
        JSON.createObjectNode()
            .put("verifier", connection.address().toString())
            .put("caCertificates", connection.caCertificates())
            .put("token", connection.token());
    try {
      var folder = path.toAbsolutePath().getParent();
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      var fresh =
          Files.createTempFile(
              folder,
              ".config",
              ".json",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(fresh, content.toPrettyString() + "\n");
      Files.move(fresh, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new CommandFailed(
          ExitCode.USAGE,
          "%s can't be written; choose another place with ASSAY_CONFIG.".formatted(path),
          e);
    }
  }

  /// A small text file that a person named.
  ///
  /// @throws CommandFailed (2) where it can't be read
  public static String read(Path file, String what) throws CommandFailed {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new CommandFailed(
          ExitCode.USAGE,
          "%s can't be read from %s; check the path.".formatted(capital(what), file),
          e);
    }
  }

  private JsonNode stored() throws CommandFailed {
    if (!Files.exists(path)) {
      return JSON.createObjectNode();
    }
    try {
      return JSON.readTree(Files.readString(path));
    } catch (IOException e) {
      throw new CommandFailed(
          ExitCode.USAGE,
          "%s can't be read as JSON; make it anew with `assay login`.".formatted(path),
          e);
    }
  }

  private Optional<String> variable(String name, JsonNode stored, String field) {
    return surroundings.variable(name).or(() -> text(stored, field));
  }

  private static Optional<String> text(JsonNode stored, String field) {
    return Optional.of(stored.path(field).asText("")).filter(value -> !value.isEmpty());
  }

  private static String needed(String what, String variable, Optional<String> found)
      throws CommandFailed {
    if (found.isEmpty()) {
      throw new CommandFailed(
          ExitCode.USAGE,
          "No %s is known; log in with `assay login --verifier https://HOST:8443 --ca FILE`, or set %s."
              .formatted(what, variable));
    }
    return found.get();
  }

  private static String capital(String words) {
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }
}
