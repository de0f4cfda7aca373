package dev.assay.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.terminal.Surroundings;
import dev.assay.cli.verifier.Verifier;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Adds a webhook.
@CommandLine.Command(name = "add", description = "Add a webhook (role admin).")
final class HooksAddCommand extends VerifierCommand {
  @Parameters(paramLabel = "NAME", description = "Lower-case letters, digits and dashes.")
  private String name = "";

  @Option(
      names = "--url",
      required = true,
      paramLabel = "URL",
      description = "Where it is sent to.")
  private String url = "";

  @Option(
      names = "--secret",
      required = true,
      paramLabel = "REFERENCE",
      description = "Where the verifier finds the secret: file:/PATH or env:NAME. May be repeated.")
  private List<String> secrets = List.of();

  @Option(
      names = "--event",
      paramLabel = "TYPE",
      description = "Only events of this type, as dev.assay.machine.quarantined. May be repeated.")
  private List<String> events = List.of();

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description = "Only machines of this board model. May be repeated.")
  private List<String> models = List.of();

  @Option(
      names = "--severity",
      paramLabel = "SEVERITY",
      description = "Only info, warning or critical and above.")
  private String severity = "";

  @Option(
      names = "--allow-private",
      description = "Also where it lies in a private network, or is plain http.")
  private boolean allowPrivate;

  HooksAddCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode run(Verifier verifier) throws CommandFailed {
    var body = Verifier.body().put("name", name).put("url", url);
    add(body, "secrets", secrets);
    add(body, "events", events);
    add(body, "models", models);
    if (!severity.isEmpty()) {
      body.put("severity", severity);
    }
    if (allowPrivate) {
      body.put("allowPrivate", true);
    }
    var answer = verifier.post("/hooks", body);
    if (json()) {
      print(answer);
    } else {
      screen().line("Hook %s is added; `assay hooks test %s` tries it.".formatted(name, name));
    }
    return ExitCode.OK;
  }

  private static void add(ObjectNode body, String field, List<String> values) {
    if (!values.isEmpty()) {
      var array = body.putArray(field);
      values.forEach(array::add);
    }
  }
}
