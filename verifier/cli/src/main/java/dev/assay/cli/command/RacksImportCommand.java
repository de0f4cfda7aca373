package dev.assay.cli.command;

import dev.assay.cli.input.InputFile;
import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.terminal.Surroundings;
import dev.assay.cli.verifier.Verifier;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/// Takes the racks of many machines from a file.
@CommandLine.Command(
    name = "import",
    description = "Take the racks of many machines from a file, all of it or nothing.",
    footer = {
      "",
      "FILE has the line machine,rack and then a line for each machine: its whole id (as",
      "`assay machines --ids` prints it), a comma and the rack; no rack takes it out of its rack."
    })
final class RacksImportCommand extends VerifierCommand {
  @Parameters(paramLabel = "FILE", description = "CSV.")
  private String file = "";

  RacksImportCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode run(Verifier verifier) throws CommandFailed {
    send(verifier, InputFile.sent(file, surroundings()), this);
    return ExitCode.OK;
  }

  static void send(Verifier verifier, String csv, VerifierCommand command) throws CommandFailed {
    var answer = verifier.post("/racks", Verifier.body().put("csv", csv));
    if (command.json()) {
      command.print(answer);
    } else {
      command.screen().line("Machines placed: %d.".formatted(answer.path("machines").asInt()));
    }
  }
}
