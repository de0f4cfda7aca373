package dev.assay.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.assay.appraisal.golden.Layer;
import dev.assay.appraisal.golden.Quorum;
import dev.assay.appraisal.tpm.PcrIndex;
import dev.assay.cli.learning.LearnedJson;
import dev.assay.cli.learning.LearnedWords;
import dev.assay.cli.learning.MadeSets;
import dev.assay.cli.learning.MakeOrder;
import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.terminal.Surroundings;
import dev.assay.golden.GoldenJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Makes golden sets from event logs, offline.
@CommandLine.Command(
    name = "make",
    description =
        "Make golden sets from the event logs of siblings, and tell who stands out. Asks no"
            + " verifier; that the machines booted so is your word.",
    footer = {
      "",
      "The sets go to the standard output, as one document or, for both layers, as a list of two;"
          + " what was learned goes to the standard error.",
      "",
      "Example:",
      "  assay golden make --model \"Vendor Board\" logs/*.log > golden.json",
      "  assay verify evidence --nonce $NONCE --golden golden.json",
      "",
      "Ends with 0 where the sets were made and no machine stands out; 1 where one does (the sets"
          + " are made without it) or a layer waits for your decision (it is not made); 2 where the"
          + " logs can't be used."
    })
final class GoldenMakeCommand extends Command {
  @Option(
      names = "--model",
      required = true,
      paramLabel = "MODEL",
      description = "The board model they are of.")
  private String model = "";

  @Option(
      names = "--os-image",
      paramLabel = "NAME",
      description = "The OS image that the layer os is of; else it bears the model's name.")
  private @Nullable String image;

  @Option(
      names = "--layer",
      paramLabel = "LAYER",
      description = "firmware, os or both (${DEFAULT-VALUE}).")
  private String layer = "both";

  @Option(
      names = "--quorum",
      paramLabel = "K",
      description = "How many machines must show a value; more than half of them, which is enough.")
  private @Nullable Integer quorum;

  @Option(
      names = "--firmware-version",
      paramLabel = "VERSION",
      description =
          "Learn from the machines that measured this version, and not from those of the most"
              + " common one; empty for machines that measure none.")
  private @Nullable String version;

  @Option(
      names = "--by",
      paramLabel = "NAME",
      description = "Who makes them, for the record; else the user of the shell.")
  private @Nullable String by;

  @Option(
      names = "--single",
      paramLabel = "REASON",
      description = "Why one machine alone is enough; recorded.")
  private @Nullable String single;

  @Option(
      names = "--accept-differences",
      paramLabel = "REASON",
      description =
          "Why each of the values on which the machines don't agree is as good as the others;"
              + " recorded.")
  private @Nullable String accepted;

  @Option(
      names = "--may-vary",
      paramLabel = "PCR=REASON",
      description =
          "Let named fields (MAC addresses, disk GUIDs) vary in a PCR besides 1 and 5, where that"
              + " could hide code; recorded.")
  private Map<Integer, String> varying = Map.of();

  @Parameters(
      arity = "1..*",
      paramLabel = "LOG",
      description = "A machine's event log; - is the standard input.")
  private List<String> logs = List.of();

  GoldenMakeCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode run() throws CommandFailed {
    var made = MadeSets.of(order(), logs, surroundings());
    if (json()) {
      print(LearnedJson.of(made));
    } else {
      LearnedWords.of(made).forEach(screen()::remark);
      printSets(made);
    }
    return made.remarkable() ? ExitCode.BAD_NEWS : ExitCode.OK;
  }

  private void printSets(MadeSets made) {
    if (made.sets().size() == 1) {
      print(GoldenJson.document(made.sets().getFirst()));
    } else if (!made.sets().isEmpty()) {
      var list = JsonNodeFactory.instance.arrayNode();
      made.sets().forEach(set -> list.add(GoldenJson.document(set)));
      print(list);
    }
  }

  private MakeOrder order() throws CommandFailed {
    return new MakeOrder(
        written("--model", model),
        image == null ? model : written("--os-image", image),
        layers(),
        quorum == null ? Quorum.MAJORITY : quorum(quorum),
        Optional.ofNullable(version),
        by == null ? user() : written("--by", by),
        surroundings().clock().instant(),
        reason("--single", single),
        reason("--accept-differences", accepted),
        varyingPcrs());
  }

  private String user() throws CommandFailed {
    return surroundings()
        .variable("USER")
        .orElseThrow(
            () ->
                new CommandFailed(
                    ExitCode.USAGE, "Who makes these sets? Say it with --by, for the record."));
  }

  private List<Layer> layers() throws CommandFailed {
    return switch (layer) {
      case "both" -> List.of(Layer.values());
      case "firmware" -> List.of(Layer.FIRMWARE);
      case "os" -> List.of(Layer.OS);
      default ->
          throw new CommandFailed(
              ExitCode.USAGE, "There is no layer %s; take firmware, os or both.".formatted(layer));
    };
  }

  private static Quorum quorum(int least) throws CommandFailed {
    if (least < 1) {
      throw new CommandFailed(
          ExitCode.USAGE, "A quorum is one machine at least, and more than half of them.");
    }
    return Quorum.of(least);
  }

  private static Optional<String> reason(String option, @Nullable String text)
      throws CommandFailed {
    return text == null ? Optional.empty() : Optional.of(written(option, text));
  }

  private static String written(String option, String text) throws CommandFailed {
    if (text.isBlank()) {
      throw new CommandFailed(ExitCode.USAGE, option + " is empty; write what it should say.");
    }
    return text;
  }

  private Map<PcrIndex, String> varyingPcrs() throws CommandFailed {
    Map<PcrIndex, String> pcrs = new TreeMap<>();
    for (var entry : varying.entrySet()) {
      if (entry.getKey() < 0 || entry.getKey() >= PcrIndex.COUNT) {
        throw new CommandFailed(
            ExitCode.USAGE,
            "There is no PCR %d; --may-vary takes one of them.".formatted(entry.getKey()));
      }
      pcrs.put(PcrIndex.of(entry.getKey()), written("--may-vary", entry.getValue()));
    }
    return pcrs;
  }
}
