package dev.assay.cli.command;

import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.terminal.Surroundings;
import dev.assay.cli.verifier.Fields;
import dev.assay.cli.verifier.Verifier;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/// Sends again what was given up.
@CommandLine.Command(
    name = "resend",
    description =
        "Send again what was given up. What a later event of the same machine has overtaken is sent"
            + " only by its number.")
final class HooksResendCommand extends VerifierCommand {
  @ArgGroup(multiplicity = "1")
  private Which which = new Which();

  /// What to send.
  static final class Which {
    @Option(names = "--id", paramLabel = "ID", description = "One delivery, by its number.")
    private Optional<Long> id = Optional.empty();

    @Option(names = "--hook", paramLabel = "NAME", description = "All of a hook.")
    private String hook = "";

    @SuppressWarnings("UnusedVariable") // picocli acts on it
    @Option(names = "--all", description = "All.")
    private boolean all;
  }

  HooksResendCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode run(Verifier verifier) throws CommandFailed {
    var body = Verifier.body();
    which.id.ifPresent(id -> body.put("id", id));
    if (!which.hook.isEmpty()) {
      body.put("hook", which.hook);
    }
    var answer = verifier.post("/hooks/dead/resend", body);
    if (json()) {
      print(answer);
    } else {
      screen().line("On their way again: %d.".formatted(new Fields(answer).number("deliveries")));
    }
    return ExitCode.OK;
  }
}
