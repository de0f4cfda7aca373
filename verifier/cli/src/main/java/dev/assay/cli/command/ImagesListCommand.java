package dev.assay.cli.command;

import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.terminal.Surroundings;
import dev.assay.cli.verifier.Fields;
import dev.assay.cli.verifier.Verifier;
import dev.assay.cli.view.ImageTable;
import picocli.CommandLine;

/// Lists OS images.
@CommandLine.Command(name = "list", description = "List OS images and the roles that have them.")
final class ImagesListCommand extends VerifierCommand {
  ImagesListCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode run(Verifier verifier) throws CommandFailed {
    var answer = verifier.get("/images");
    var images = new Fields(answer).list("images", image -> image);
    if (json()) {
      print(answer);
    } else if (images.isEmpty()) {
      screen()
          .remark(
              "There is no OS image; machines are held to the OS sets of their board models. Add"
                  + " one with `assay images add`.");
    } else {
      ImageTable.print(images, surroundings().ages(), screen());
    }
    return ExitCode.OK;
  }
}
