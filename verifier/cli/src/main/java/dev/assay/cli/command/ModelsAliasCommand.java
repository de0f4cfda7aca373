package dev.assay.cli.command;

import dev.assay.cli.terminal.Surroundings;
import picocli.CommandLine;

/// Adds to what boards of a model call themselves.
@CommandLine.Command(name = "alias", description = "Add to what boards of a model call themselves.")
final class ModelsAliasCommand extends BoardCommand {
  ModelsAliasCommand(Surroundings surroundings) {
    super(surroundings, "/models/alias", "known by that too");
  }
}
