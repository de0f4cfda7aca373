package dev.assay.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.cli.terminal.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/// Lets machines back.
@CommandLine.Command(name = "release", description = "Let machines back into service.")
final class QuarantineReleaseCommand extends QuarantineDecisionCommand {
  @Option(
      names = "--accept-untrusted",
      description =
          "Also where its latest appraisal speaks against it; the same evidence then leads"
              + " nowhere.")
  private boolean acceptUntrusted;

  QuarantineReleaseCommand(Surroundings surroundings) {
    super(surroundings, "release");
  }

  @Override
  void add(ObjectNode body) {
    if (acceptUntrusted) {
      body.put("acceptUntrusted", true);
    }
  }
}
