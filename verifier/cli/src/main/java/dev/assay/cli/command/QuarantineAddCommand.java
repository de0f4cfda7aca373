package dev.assay.cli.command;

import dev.assay.cli.terminal.Surroundings;
import picocli.CommandLine;

/// Quarantines by a person's word.
@CommandLine.Command(
    name = "add",
    description = "Take machines out of service, whatever their verdicts and the budgets.")
final class QuarantineAddCommand extends QuarantineDecisionCommand {
  QuarantineAddCommand(Surroundings surroundings) {
    super(surroundings, "add");
  }
}
