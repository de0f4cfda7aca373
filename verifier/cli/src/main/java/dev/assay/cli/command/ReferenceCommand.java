package dev.assay.cli.command;

import dev.assay.appraisal.golden.GoldenSet;
import dev.assay.cli.input.InputFile;
import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.quote.GoldenFiles;
import dev.assay.cli.reference.ReferenceFiles;
import dev.assay.cli.reference.ReferenceJson;
import dev.assay.cli.reference.ReferenceReport;
import dev.assay.cli.terminal.Surroundings;
import dev.assay.reference.Agreement;
import dev.assay.reference.ReferenceValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Reads a vendor's reference manifest, offline.
@CommandLine.Command(
    name = "reference",
    description =
        "Read what a vendor says that a board measures (TCG PC Client RIM or signed CoRIM), and"
            + " hold a golden set against it. Asks no verifier, and changes no golden set.",
    footer = {
      "",
      "Example:",
      "  assay reference bios.swidtag --support bios.rimel --trust vendor-chain.pem --golden"
          + " firmware.json",
      "",
      "Ends with 0 where the manifest may be believed and supports the golden sets, 1 where it does"
          + " not support one, 2",
      "where it is refused."
    })
final class ReferenceCommand extends Command {
  @Parameters(paramLabel = "FILE", description = "The manifest; - is the standard input.")
  private String file = "";

  @Option(
      names = "--support",
      paramLabel = "FILE",
      description = "A support RIM (event log) that the base RIM lists; several where it does.")
  private List<String> support = List.of();

  @Option(
      names = "--trust",
      paramLabel = "FILE",
      description = "Certificates of the vendor, up to their root (PEM or DER).")
  private List<String> trust = List.of();

  @Option(
      names = "--golden",
      paramLabel = "FILE",
      description = "A golden set to hold against it; several, if you like.")
  private List<String> golden = List.of();

  ReferenceCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode run() throws CommandFailed {
    var files =
        new ReferenceFiles(InputFile.read(file, surroundings()), inputs(support), inputs(trust));
    var values = files.read(surroundings().clock().instant());
    Map<GoldenSet, Agreement> agreements = new LinkedHashMap<>();
    for (var input : inputs(golden)) {
      for (var set : GoldenFiles.sets(input)) {
        agreements.put(set, Agreement.of(set, values));
      }
    }
    if (json()) {
      printJson(values, agreements);
    } else {
      ReferenceReport.print(values, screen());
      agreements.forEach((set, agreement) -> ReferenceReport.print(set, agreement, screen()));
    }
    return agreements.values().stream().allMatch(Agreement::supports)
        ? ExitCode.OK
        : ExitCode.BAD_NEWS;
  }

  private void printJson(ReferenceValues values, Map<GoldenSet, Agreement> agreements) {
    var json = ReferenceJson.of(values);
    agreements.forEach(
        (set, agreement) -> json.withArray("golden").add(ReferenceJson.of(set, agreement)));
    print(json);
  }

  private List<InputFile> inputs(List<String> names) throws CommandFailed {
    List<InputFile> inputs = new ArrayList<>();
    for (var name : names) {
      inputs.add(InputFile.read(name, surroundings()));
    }
    return inputs;
  }
}
