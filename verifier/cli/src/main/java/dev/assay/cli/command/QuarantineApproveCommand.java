package dev.assay.cli.command;

import dev.assay.cli.terminal.Surroundings;
import picocli.CommandLine;

/// Lets held machines be quarantined.
@CommandLine.Command(
    name = "approve",
    description = "Take HELD machines out of service, whatever the budgets.")
final class QuarantineApproveCommand extends QuarantineDecisionCommand {
  QuarantineApproveCommand(Surroundings surroundings) {
    super(surroundings, "approve");
  }
}
