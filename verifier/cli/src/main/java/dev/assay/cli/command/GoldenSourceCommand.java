package dev.assay.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.assay.cli.input.InputFile;
import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.terminal.Surroundings;
import dev.assay.cli.verifier.Fields;
import dev.assay.cli.verifier.GoldenSets;
import dev.assay.cli.verifier.Verifier;
import dev.assay.cli.view.ConfidenceReport;
import java.util.Base64;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Brings a vendor's manifest as a source of a golden set's confidence.
@CommandLine.Command(
    name = "source",
    description =
        "Bring what a vendor says (TCG RIM or signed CoRIM) as a source of a golden set's"
            + " confidence. It is kept where its signature holds, and never changes the set.")
final class GoldenSourceCommand extends VerifierCommand {
  @Parameters(index = "0", paramLabel = "ID", description = "Six or more characters of the id.")
  private String id = "";

  @Parameters(index = "1", paramLabel = "FILE", description = "The manifest.")
  private String file = "";

  @Option(
      names = "--support",
      paramLabel = "FILE",
      description = "A support RIM (event log) that the base RIM lists; several where it does.")
  private List<String> support = List.of();

  @Option(
      names = "--trust",
      paramLabel = "FILE",
      description =
          "Certificates of the vendor, up to their root (PEM or DER). Where the verifier has roots"
              + " of its own they only complete the path to one of these.")
  private List<String> trust = List.of();

  GoldenSourceCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode run(Verifier verifier) throws CommandFailed {
    var body = Verifier.body().put("manifest", base64(file));
    add(body.putArray("support"), support);
    add(body.putArray("trusted"), trust);
    var found = GoldenSets.of(verifier, "").named(id);
    var answer = verifier.post("/golden/" + Verifier.encoded(found.id()) + "/sources", body);
    if (json()) {
      print(answer);
    } else {
      ConfidenceReport.print(new Fields(answer), surroundings().ages(), screen());
    }
    return ExitCode.OK;
  }

  private void add(ArrayNode array, List<String> names) throws CommandFailed {
    for (var name : names) {
      array.add(base64(name));
    }
  }

  private String base64(String name) throws CommandFailed {
    var bytes = InputFile.read(name, surroundings()).bytes();
    return Base64.getEncoder().encodeToString(bytes.toArray());
  }
}
