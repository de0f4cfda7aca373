package dev.assay.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.cli.input.InputFile;
import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.terminal.Surroundings;
import dev.assay.cli.verifier.MachineSummary;
import dev.assay.cli.verifier.Machines;
import dev.assay.cli.verifier.Verifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Says which role machines have.
@CommandLine.Command(
    name = "set-role",
    description =
        "Say which role machines have; their OS image follows from it. Never what a machine says of"
            + " itself.",
    footer = {
      "",
      "Examples:",
      "  assay machine set-role rack1-a1 rack1-a2 web",
      "  assay machine set-role --none rack1-a1",
      "  assay machine set-role --csv roles.csv     lines of machine,role"
    })
final class MachineSetRoleCommand extends VerifierCommand {
  private static final int MAXIMUM = 4 << 20;

  @Parameters(
      arity = "0..*",
      paramLabel = "MACHINE",
      description = "Host names, or six or more digits of the ids; the role comes last.")
  private List<String> words = List.of();

  @Option(names = "--none", description = "Take the machines' role away; no role comes last then.")
  private boolean none;

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description =
          "Machines and roles, a line each with a comma between; no role behind it: none.")
  private @Nullable String csv;

  @Option(
      names = "--force-changes",
      paramLabel = "REASON",
      description = "Why, although machines become UNTRUSTED by their other OS image.")
  private String force = "";

  /// What one machine is to be.
  ///
  /// @param role empty for none
  private record Wanted(String machine, String role) {}

  MachineSetRoleCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode run(Verifier verifier) throws CommandFailed {
    var wanted = csv == null ? fromWords() : fromFile(csv);
    var machines = Machines.of(verifier);
    var found = new ArrayList<MachineSummary>();
    // All names are looked up before anything is changed.
    for (var one : wanted) {
      found.add(machines.named(one.machine()));
    }
    var answers = Verifier.body();
    var list = answers.putArray("machines");
    for (int i = 0; i < wanted.size(); i++) {
      var role = wanted.get(i).role();
      list.add(set(verifier, found.get(i), role));
      if (!json()) {
        screen()
            .line(
                role.isEmpty()
                    ? "%s has no role.".formatted(found.get(i).named())
                    : "%s has the role %s.".formatted(found.get(i).named(), role));
      }
    }
    if (json()) {
      print(answers);
    }
    return ExitCode.OK;
  }

  private List<Wanted> fromWords() throws CommandFailed {
    if (words.size() < (none ? 1 : 2)) {
      throw new CommandFailed(
          ExitCode.USAGE, "Name machines and then their role; or --none, or --csv FILE.");
    }
    var role = none ? "" : words.getLast();
    return words.subList(0, words.size() - (none ? 0 : 1)).stream()
        .map(machine -> new Wanted(machine, role))
        .toList();
  }

  private List<Wanted> fromFile(String name) throws CommandFailed {
    if (none || !words.isEmpty()) {
      throw new CommandFailed(ExitCode.USAGE, "Machines and roles come with --csv, or without it.");
    }
    var file = InputFile.read(name, surroundings(), MAXIMUM);
    var text = new String(file.bytes().toArray(), StandardCharsets.UTF_8);
    var wanted = new ArrayList<Wanted>();
    int number = 0;
    for (var line : text.lines().toList()) {
      number++;
      if (line.isBlank() || (number == 1 && line.strip().equals("machine,role"))) {
        continue;
      }
      var parts = line.split(",", -1);
      if (parts.length != 2 || parts[0].isBlank()) {
        throw new CommandFailed(
            ExitCode.USAGE, "%s has no machine,role in line %d.".formatted(name, number));
      }
      wanted.add(new Wanted(parts[0].strip(), parts[1].strip()));
    }
    return wanted;
  }

  private JsonNode set(Verifier verifier, MachineSummary machine, String role)
      throws CommandFailed {
    var body = Verifier.body();
    if (!role.isEmpty()) {
      body.put("role", role);
    }
    if (!force.isEmpty()) {
      body.put("forceChangesReason", force);
    }
    try {
      return verifier.post("/machines/" + machine.id() + "/role", body);
    } catch (CommandFailed e) {
      throw new CommandFailed(
          e.exitCode(), "%s keeps its role: %s".formatted(machine.named(), e.sentence()), e);
    }
  }
}
