package dev.assay.cli.command;

import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.result.CheckedResult;
import dev.assay.cli.terminal.Surroundings;
import dev.assay.cli.verifier.Machines;
import dev.assay.cli.verifier.Verifier;
import dev.assay.cli.view.ResultReport;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Gets what the verifier says of a machine to others.
@CommandLine.Command(
    name = "result",
    description = {
      "Print a machine's attestation result: a signed token (EAR) for programs that are to rely on"
          + " it.",
      "With --verify check it as they would, and say what is in it; ends with 1 where it neither"
          + " affirms nor warns."
    })
final class ResultCommand extends VerifierCommand {
  @Parameters(paramLabel = "MACHINE", description = "Host name, or six or more digits of the id.")
  private String machine = "";

  @Option(
      names = "--verify",
      description = "Check it with the verifier's published keys, and print it in words.")
  private boolean verify;

  ResultCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode run(Verifier verifier) throws CommandFailed {
    var found = Machines.of(verifier).named(machine);
    var path = "/machines/" + found.id() + "/result";
    var token = verifier.text(path, Map.of(), "application/eat-jwt").strip();
    if (!verify && !json()) {
      screen().line(token);
      return ExitCode.OK;
    }
    var keys = verifier.text("/result-keys", Map.of(), "application/jwk-set+json");
    var checked = CheckedResult.of(token, keys, surroundings().clock().instant());
    var appraisal = checked.appraisal(found.id());
    if (!appraisal.present()) {
      throw new CommandFailed(
          ExitCode.BAD_NEWS,
          "The attestation result is not of %s; do not rely on it.".formatted(found.named()));
    }
    if (json()) {
      print(checked.claims());
    } else {
      ResultReport.print(found.named(), appraisal, checked.expiresAt(), screen());
    }
    return switch (appraisal.text("ear_status")) {
      case "affirming", "warning" -> ExitCode.OK;
      default -> ExitCode.BAD_NEWS;
    };
  }
}
