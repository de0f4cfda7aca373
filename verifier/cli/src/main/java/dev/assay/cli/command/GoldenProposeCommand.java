package dev.assay.cli.command;

import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.terminal.Surroundings;
import dev.assay.cli.verifier.Fields;
import dev.assay.cli.verifier.GoldenSetView;
import dev.assay.cli.verifier.GoldenSets;
import dev.assay.cli.verifier.Machines;
import dev.assay.cli.verifier.Verifier;
import dev.assay.cli.view.GoldenReport;
import dev.assay.cli.view.GoldenTable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Puts golden sets forward: new ones, learned from healthy siblings, or drafts that waited for a
/// decision.
@CommandLine.Command(
    name = "propose",
    description =
        "Learn golden sets of both layers (firmware, os) from siblings that you know to be healthy,"
            + " and put them forward for others to sign. Where something is undecided the set stays"
            + " a draft: look, then put it forward by its id.",
    footer = {
      "",
      "Examples:",
      "  assay golden propose --model \"Vendor Board\" --from rack1-a1 rack1-a2",
      "  assay golden propose 06701694da71-os --accept-differences \"two kernels, both ours\""
    })
final class GoldenProposeCommand extends VerifierCommand {
  @Parameters(
      arity = "0..*",
      paramLabel = "ID",
      description = "Drafts to put forward: six or more characters of the ids.")
  private List<String> names = List.of();

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description = "Learn new sets of this board model.")
  private String model = "";

  @Option(
      names = "--from",
      arity = "1..*",
      split = ",",
      paramLabel = "MACHINE",
      description =
          "Two siblings or more: host names, or six or more digits of the ids. All machines of the"
              + " model that attested, where it is left out.")
  private List<String> from = List.of();

  @Option(
      names = "--quorum",
      paramLabel = "K",
      description = "How many machines must show a value; more than half of them, which is enough.")
  private @Nullable Integer quorum;

  @Option(
      names = "--firmware-version",
      paramLabel = "VERSION",
      description = "Learn from the machines that measured this version, not the most common one.")
  private @Nullable String version;

  @Option(names = "--layer", paramLabel = "LAYER", description = "Learn only firmware, or only os.")
  private @Nullable String layer;

  @Option(
      names = "--os-image",
      paramLabel = "IMAGE",
      description =
          "What the OS set is for; else the image that the machines have by role or label.")
  private @Nullable String osImage;

  @Option(
      names = "--components",
      paramLabel = "WHICH",
      description =
          "What of the components that the machines report comes into the set: common, all or none."
              + " common, where it is left out: numbers that one of three or more shows alone, or"
              + " one in ten, stay out.")
  private @Nullable String components;

  @Option(
      names = "--single",
      paramLabel = "REASON",
      description = "Why one machine alone is enough; signed with the set.")
  private String single = "";

  @Option(
      names = "--accept-differences",
      paramLabel = "REASON",
      description =
          "Accept what siblings differ in and no rule explains; the reason is signed with the set.")
  private String accept = "";

  @Option(names = "--ids", description = "Print nothing but the ids, one per line.")
  private boolean ids;

  GoldenProposeCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode run(Verifier verifier) throws CommandFailed {
    if (names.isEmpty() == model.isEmpty()) {
      throw new CommandFailed(
          ExitCode.USAGE,
          "Learn new sets with --model, or put drafts forward by their ids; one of the two.");
    }
    return names.isEmpty() ? learn(verifier) : putForward(verifier);
  }

  private ExitCode learn(Verifier verifier) throws CommandFailed {
    if (!accept.isEmpty()) {
      throw new CommandFailed(
          ExitCode.USAGE,
          "Look at the differences first; then `assay golden propose ID --accept-differences`.");
    }
    var body = Verifier.body().put("model", model);
    var machines = body.putArray("from");
    if (!from.isEmpty()) {
      Machines.of(verifier).named(from).forEach(machine -> machines.add(machine.id()));
    }
    if (!single.isEmpty()) {
      body.put("singleMachineReason", single);
    }
    if (quorum != null) {
      body.put("quorum", quorum);
    }
    if (version != null) {
      body.put("firmwareVersion", version);
    }
    if (layer != null) {
      body.put("layer", layer);
    }
    if (osImage != null) {
      body.put("osImage", osImage);
    }
    if (components != null) {
      body.put("components", components);
    }
    var answer = verifier.post("/golden", body);
    if (json()) {
      print(answer);
    } else {
      show(GoldenSets.of(new Fields(answer)).all(), new Fields(answer));
    }
    return ExitCode.OK;
  }

  private ExitCode putForward(Verifier verifier) throws CommandFailed {
    if (!from.isEmpty()
        || !single.isEmpty()
        || quorum != null
        || version != null
        || layer != null
        || osImage != null
        || components != null) {
      throw new CommandFailed(
          ExitCode.USAGE,
          "A draft is learned already; --from, --quorum, --firmware-version, --layer, --os-image,"
              + " --components and --single go with --model.");
    }
    var answers = Verifier.body();
    var list = answers.putArray("sets");
    for (var set : GoldenSets.of(verifier, "").named(names)) {
      var body = Verifier.body();
      if (!accept.isEmpty()) {
        body.put("acceptDifferencesReason", accept);
      }
      list.add(verifier.post("/golden/" + Verifier.encoded(set.id()) + "/propose", body));
    }
    if (json()) {
      print(answers);
    } else {
      show(GoldenSets.of(new Fields(answers)).all(), new Fields(answers));
    }
    return ExitCode.OK;
  }

  private void show(List<GoldenSetView> sets, Fields answer) {
    if (ids) {
      sets.forEach(set -> screen().line(set.id()));
      return;
    }
    GoldenTable.print(sets, surroundings().ages(), screen());
    sets.forEach(set -> GoldenReport.printQuirks(set, screen()));
    GoldenReport.printShipment(sets, screen());
    GoldenReport.printStandingOut(answer, screen());
    GoldenReport.printDifferences(answer, screen());
    GoldenReport.printNext(sets, screen());
  }
}
