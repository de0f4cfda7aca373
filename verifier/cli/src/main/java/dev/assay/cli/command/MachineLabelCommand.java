package dev.assay.cli.command;

import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.terminal.Surroundings;
import dev.assay.cli.verifier.Fields;
import dev.assay.cli.verifier.Machines;
import dev.assay.cli.verifier.Verifier;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Says which labels machines have.
@CommandLine.Command(
    name = "label",
    description =
        "Say which labels machines have; an OS image can be assigned to a label. Never what a"
            + " machine says of itself.",
    footer = {
      "",
      "Examples:",
      "  assay machine label rack1-a1 rack1-a2 --set env=prod,tier=web",
      "  assay machine label rack1-a1 --remove tier"
    })
final class MachineLabelCommand extends VerifierCommand {
  @Parameters(
      arity = "1..*",
      paramLabel = "MACHINE",
      description = "Host names, or six or more digits of the ids.")
  private List<String> names = List.of();

  @Option(
      names = "--set",
      arity = "1..*",
      split = ",",
      paramLabel = "KEY=VALUE",
      description = "Labels that they have from now on, in place of those of the same keys.")
  private List<String> set = List.of();

  @Option(
      names = "--remove",
      arity = "1..*",
      split = ",",
      paramLabel = "KEY",
      description = "Keys of which they have no label any more.")
  private List<String> remove = List.of();

  @Option(
      names = "--force-changes",
      paramLabel = "REASON",
      description = "Why, although machines become UNTRUSTED by their other OS image.")
  private String force = "";

  MachineLabelCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode run(Verifier verifier) throws CommandFailed {
    if (set.isEmpty() && remove.isEmpty()) {
      throw new CommandFailed(ExitCode.USAGE, "Say what changes, with --set or --remove.");
    }
    // All names are looked up before anything is changed.
    var machines = Machines.of(verifier).named(names);
    var answers = Verifier.body();
    var list = answers.putArray("machines");
    for (var machine : machines) {
      var body = Verifier.body();
      set.forEach(body.putArray("set")::add);
      remove.forEach(body.putArray("remove")::add);
      if (!force.isEmpty()) {
        body.put("forceChangesReason", force);
      }
      try {
        list.add(verifier.post("/machines/" + machine.id() + "/labels", body));
      } catch (CommandFailed e) {
        throw new CommandFailed(
            e.exitCode(), "%s keeps its labels: %s".formatted(machine.named(), e.sentence()), e);
      }
      if (!json()) {
        var labels = new Fields(list.get(list.size() - 1)).texts("labels");
        screen()
            .line(
                labels.isEmpty()
                    ? "%s has no label.".formatted(machine.named())
                    : "%s has %s.".formatted(machine.named(), String.join(", ", labels)));
      }
    }
    if (json()) {
      print(answers);
    }
    return ExitCode.OK;
  }
}
