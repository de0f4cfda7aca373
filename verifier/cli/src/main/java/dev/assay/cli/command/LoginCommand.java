package dev.assay.cli.command;

import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.terminal.Surroundings;
import dev.assay.cli.verifier.Connection;
import dev.assay.cli.verifier.ConnectionFile;
import dev.assay.cli.verifier.Fields;
import dev.assay.cli.verifier.Verifier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/// Checks address, CA and token against the verifier, then keeps them.
@CommandLine.Command(
    name = "login",
    description =
        "Keep the verifier's address, its CA and your token, after checking that they work.",
    footer = {
      "",
      "They are kept in ~/.config/assay/config.json (mode 0600; ASSAY_CONFIG or XDG_CONFIG_HOME"
          + " moves it).",
      "ASSAY_VERIFIER, ASSAY_CA (a file) and ASSAY_TOKEN override what is kept."
    })
final class LoginCommand extends Command {
  private static final int MAX_TOKEN = 4096;

  @Option(
      names = "--verifier",
      paramLabel = "URL",
      description = "https://HOST:PORT of the verifier.")
  private @Nullable String address;

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      description = "The verifier's CA certificate (PEM); no other CA is trusted.")
  private @Nullable Path ca;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "File of the token; - or nothing: the standard input, or a prompt.")
  private String tokenFile = "-";

  LoginCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode run() throws CommandFailed {
    var file = new ConnectionFile(surroundings());
    var where =
        needed(
            Optional.ofNullable(address).or(() -> surroundings().variable("ASSAY_VERIFIER")),
            "--verifier");
    var connection = ConnectionFile.connection(where, caCertificates(file), token());
    try (var verifier = new Verifier(connection)) {
      var answer = verifier.get("/whoami");
      file.store(connection);
      if (json()) {
        print(answer);
      } else {
        report(connection, new Fields(answer), file);
      }
    }
    return ExitCode.OK;
  }

  private void report(Connection connection, Fields me, ConnectionFile file) {
    screen()
        .line(
            "Logged in to %s as %s (%s); the token is good until %s."
                .formatted(
                    connection,
                    me.text("name"),
                    me.text("role").toLowerCase(Locale.ROOT),
                    surroundings().ages().moment(me.time("expiresAt"))));
    screen().line("Kept in %s.".formatted(file.path()));
  }

  private String caCertificates(ConnectionFile file) throws CommandFailed {
    if (ca != null) {
      return ConnectionFile.read(ca, "the CA's certificate");
    }
    return needed(file.caCertificates(), "--ca");
  }

  private String token() throws CommandFailed {
    if (!tokenFile.equals("-")) {
      return ConnectionFile.read(Path.of(tokenFile), "the token");
    }
    var set = surroundings().variable("ASSAY_TOKEN");
    if (set.isPresent()) {
      return set.get();
    }
    var typed = surroundings().secrets().ask("Token: ");
    var token = typed.isPresent() ? typed.get() : standardInput();
    return needed(Optional.of(token).filter(text -> !text.isBlank()), "--token-file");
  }

  private String standardInput() throws CommandFailed {
    try {
      return new String(surroundings().input().readNBytes(MAX_TOKEN), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new CommandFailed(
          ExitCode.USAGE,
          "The token can't be read from the standard input; use --token-file FILE.",
          e);
    }
  }

  private static String needed(Optional<String> value, String option) throws CommandFailed {
    if (value.isEmpty()) {
      throw new CommandFailed(
          ExitCode.USAGE,
          "%s is missing; log in with `assay login --verifier https://HOST:8443 --ca FILE --token-file FILE`."
              .formatted(option));
    }
    return value.get();
  }
}
