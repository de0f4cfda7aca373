package dev.assay.cli.command;

import dev.assay.cli.terminal.Surroundings;
import picocli.CommandLine;

/// Adds a board model.
@CommandLine.Command(name = "add", description = "Add a board model.")
final class ModelsAddCommand extends BoardCommand {
  ModelsAddCommand(Surroundings surroundings) {
    super(surroundings, "/models", "added");
  }
}
