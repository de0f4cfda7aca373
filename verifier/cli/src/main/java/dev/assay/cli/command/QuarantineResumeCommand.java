package dev.assay.cli.command;

import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.terminal.Surroundings;
import dev.assay.cli.verifier.Fields;
import dev.assay.cli.verifier.Verifier;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/// Ends an episode.
@CommandLine.Command(
    name = "resume",
    description =
        "Let back all that the rules took out and nothing speaks against any more, as after a wrong"
            + " golden set was retired.")
final class QuarantineResumeCommand extends VerifierCommand {
  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description = "Only machines of this board model.")
  private String model = "";

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "WORDS",
      description = "Why, for those who read it later.")
  private String reason = "";

  QuarantineResumeCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode run(Verifier verifier) throws CommandFailed {
    var body = Verifier.body().put("reason", reason);
    if (!model.isEmpty()) {
      body.put("model", model);
    }
    var answer = verifier.post("/quarantine/resume", body);
    var fields = new Fields(answer);
    int remaining = fields.texts("remaining").size();
    if (json()) {
      print(answer);
    } else {
      screen()
          .line(
              "Let back: %d. Still out: %d.".formatted(fields.texts("released").size(), remaining));
    }
    return remaining == 0 ? ExitCode.OK : ExitCode.BAD_NEWS;
  }
}
