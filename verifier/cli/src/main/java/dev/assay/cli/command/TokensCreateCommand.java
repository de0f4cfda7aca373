package dev.assay.cli.command;

import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.terminal.Surroundings;
import dev.assay.cli.verifier.Fields;
import dev.assay.cli.verifier.Verifier;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/// Makes a token for a person.
@CommandLine.Command(
    name = "create",
    description =
        "Make a token for a person or a program. It is shown once: only its hash is kept.")
final class TokensCreateCommand extends VerifierCommand {
  @Option(names = "--name", required = true, paramLabel = "NAME", description = "Whose it is.")
  private String name = "";

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      description = "viewer, operator or admin (default: ${DEFAULT-VALUE}).")
  private String role = "viewer";

  @Option(
      names = "--expires-in-days",
      paramLabel = "DAYS",
      description = "How long it is good (default: ${DEFAULT-VALUE}).")
  private int days = 90;

  TokensCreateCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode run(Verifier verifier) throws CommandFailed {
    var body =
        Verifier.body()
            .put("name", name)
            .put("role", role.toLowerCase(Locale.ROOT))
            .put("expiresInDays", days);
    var answer = verifier.post("/tokens", body);
    if (json()) {
      print(answer);
    } else {
      screen().line(new Fields(answer).text("token"));
      screen()
          .remark(
              "This is shown once: %s (%s) stores it with `assay login`; revoke it with `assay tokens revoke %s`."
                  .formatted(name, role, new Fields(answer).text("id")));
    }
    return ExitCode.OK;
  }
}
