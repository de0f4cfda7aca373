package dev.assay.verifier.wiring;

import java.nio.file.Path;
import java.security.SecureRandom;

/// A process that starts an embedded database and is gone at once, as a verifier that was killed.
final class LeftBehind {
  private LeftBehind() {}

  public static void main(String... arguments) {
    var database = EmbeddedDatabase.start(Path.of(arguments[0]), new SecureRandom());
    System.out.println(database.url());
    System.out.flush();
    Runtime.getRuntime().halt(137);
  }
}
