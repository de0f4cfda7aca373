package dev.assay.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.terminal.Surroundings;
import dev.assay.cli.verifier.MachineSummary;
import dev.assay.cli.verifier.Machines;
import dev.assay.cli.verifier.Verifier;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Approves machines: from then on their evidence is appraised against that board model's golden
/// sets.
@CommandLine.Command(
    name = "approve",
    description =
        "Approve machines as ones of a board model. What they say of themselves is only the"
            + " proposal.")
final class ApproveCommand extends VerifierCommand {
  @Parameters(
      arity = "1..*",
      paramLabel = "MACHINE",
      description = "Host names, or six or more digits of the ids.")
  private List<String> names = List.of();

  @Option(
      names = "--model",
      required = true,
      paramLabel = "MODEL",
      description = "The board model you know them to be.")
  private String model = "";

  @Option(
      names = "--without-ek-certificate",
      description = "Also where no certificate vouches for the TPM: you do.")
  private boolean withoutEkCertificate;

  @Option(
      names = "--new-key",
      description = "Also where the machine asks to replace its attestation key.")
  private boolean newKey;

  @Option(
      names = "--replaced-tpm",
      description = "Also where the board or chassis was known with another TPM.")
  private boolean replacedTpm;

  ApproveCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode run(Verifier verifier) throws CommandFailed {
    var approved = Verifier.body();
    var list = approved.putArray("machines");
    for (var machine : Machines.of(verifier).named(names)) {
      list.add(approve(verifier, machine));
      if (!json()) {
        screen().line("%s is approved as %s.".formatted(machine.named(), model));
      }
    }
    if (json()) {
      print(approved);
    }
    return ExitCode.OK;
  }

  private JsonNode approve(Verifier verifier, MachineSummary machine) throws CommandFailed {
    var body = Verifier.body().put("model", model);
    if (withoutEkCertificate) {
      body.put("acceptUnverifiedEk", true);
    }
    if (newKey) {
      body.put("acceptNewKey", true);
    }
    if (replacedTpm) {
      body.put("acceptReplacedTpm", true);
    }
    try {
      return verifier.post("/machines/" + machine.id() + "/approve", body);
    } catch (CommandFailed e) {
      throw new CommandFailed(
          e.exitCode(), "%s is not approved: %s".formatted(machine.named(), e.sentence()), e);
    }
  }
}
