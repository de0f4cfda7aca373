package dev.assay.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.terminal.Surroundings;
import dev.assay.cli.verifier.Fields;
import dev.assay.cli.verifier.Verifier;
import picocli.CommandLine.Parameters;

/// Something that is done with one hook.
abstract class HookActCommand extends VerifierCommand {
  @Parameters(paramLabel = "NAME", description = "The hook's name.")
  private String name = "";

  HookActCommand(Surroundings surroundings) {
    super(surroundings);
  }

  /// Asks for it.
  ///
  /// @param path of the hook
  abstract JsonNode act(Verifier verifier, String path) throws CommandFailed;

  /// What came of it, in a sentence.
  abstract String said(String hook, Fields answer);

  /// Whether that is good news.
  boolean good(Fields answer) {
    return true;
  }

  @Override
  final ExitCode run(Verifier verifier) throws CommandFailed {
    var answer = act(verifier, "/hooks/" + Verifier.encoded(name));
    var fields = new Fields(answer);
    if (json()) {
      print(answer);
    } else {
      screen().line(said(name, fields));
    }
    return good(fields) ? ExitCode.OK : ExitCode.BAD_NEWS;
  }
}
