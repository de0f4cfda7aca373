package dev.assay.verifier.it;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A person at the real command line, with a token of their own.
final class Operator {
  private final Path folder;
  private final Map<String, String> environment;

  /// @param folder where this person's files are
  Operator(VerifierProcess verifier, Path folder, String token) {
    this.folder = folder;
    this.environment =
        Map.of(
            "ASSAY_VERIFIER",
            "https://localhost:" + verifier.port(),
            "ASSAY_CA",
            verifier.authority().toString(),
            "ASSAY_TOKEN",
            token,
            "ASSAY_CONFIG",
            folder.resolve("none.json").toString());
  }

  /// A person whose token bears their name.
  static Operator named(VerifierProcess verifier, Path folder, String name) {
    var wanted = Map.of("name", name, "role", "OPERATOR", "expiresInDays", 1);
    var issued = verifier.admin().post("/api/v1/tokens", wanted).ok();
    return new Operator(verifier, folder, issued.path("token").asText());
  }

  /// Runs `assay …`, whatever it ends with.
  Commands.Ended run(String... arguments) {
    var command = Packaged.CLI.command();
    command.addAll(List.of(arguments));
    return Commands.tryRun(folder, environment, command);
  }

  /// Runs `assay …`, which must end with 0, and gives what it said.
  String succeeds(String... arguments) {
    var ended = run(arguments);
    if (ended.exit() != 0) {
      throw new AssertionError(
          "assay %s ended with %d:%n%s"
              .formatted(List.of(arguments), ended.exit(), ended.output()));
    }
    return ended.output();
  }
}
