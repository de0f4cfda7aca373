package dev.assay.verifier.wiring;

import dev.assay.verifier.service.Tokens;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;

/// Writes the first administrator's token into the data folder, for its owner alone, where no good
/// token of an administrator exists, or where the last one was lost.
@Singleton
final class FirstToken {
  static final String FILE = "admin.token";
  private static final Duration LIFE = Duration.ofDays(90);

  private final Tokens tokens;
  private final AssayConfig config;

  FirstToken(Tokens tokens, AssayConfig config) {
    this.tokens = tokens;
    this.config = config;
  }

  void write(@Observes StartupEvent start) throws IOException {
    var issued = tokens.issueFirst(LIFE, config.newAdminToken());
    if (issued.isEmpty()) {
      return;
    }
    var file = config.data().resolve(FILE);
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, issued.get().token() + "\n", StandardOpenOption.SYNC);
  }
}
