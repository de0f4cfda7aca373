package dev.assay.cli.command;

import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.terminal.Surroundings;
import dev.assay.cli.verifier.Verifier;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// A command that tells what boards of a model call themselves.
abstract class BoardCommand extends VerifierCommand {
  private final String path;
  private final String done;

  @Parameters(paramLabel = "MODEL", description = "The board model's name.")
  private String model = "";

  @Option(
      names = "--manufacturer",
      paramLabel = "TEXT",
      description = "The system's vendor, as its firmware has it (SMBIOS).")
  private String manufacturer = "";

  @Option(
      names = "--product",
      paramLabel = "TEXT",
      description = "The system's product name; where it has none, the board's name.")
  private String product = "";

  @Option(
      names = "--board-version",
      paramLabel = "TEXT",
      description = "The board's version; left out, any will do.")
  private String boardVersion = "";

  /// @param path what is asked
  /// @param done the end of the sentence "MODEL is …", without its full stop
  BoardCommand(Surroundings surroundings, String path, String done) {
    super(surroundings);
    this.path = path;
    this.done = done;
  }

  @Override
  final ExitCode run(Verifier verifier) throws CommandFailed {
    var answer =
        verifier.post(
            path,
            Verifier.body()
                .put("model", model)
                .put("manufacturer", manufacturer)
                .put("product", product)
                .put("boardVersion", boardVersion));
    if (json()) {
      print(answer);
    } else {
      screen().line("%s is %s.".formatted(model, done));
    }
    return ExitCode.OK;
  }
}
