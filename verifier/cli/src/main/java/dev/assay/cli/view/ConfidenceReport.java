package dev.assay.cli.view;

import dev.assay.cli.terminal.Ages;
import dev.assay.cli.terminal.Screen;
import dev.assay.cli.terminal.Style;
import dev.assay.cli.terminal.Table;
import dev.assay.cli.terminal.Text;
import dev.assay.cli.verifier.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Who agrees on a golden set: the siblings, vendors, a person.
public final class ConfidenceReport {
  private ConfidenceReport() {}

  /// Prints the manifests that were brought, and who agrees on each event.
  public static void print(Fields confidence, Ages ages, Screen screen) {
    var sources = confidence.list("sources", source -> source);
    printSources(sources, ages, screen);
    if (!sources.isEmpty() && !confidence.flag("ownRoots")) {
      screen.line(
          Text.of(
              Style.CAUTION,
              "Who may sign for a vendor is what whoever brought the manifest said; ASSAY_RIM_ROOTS"
                  + " makes it the verifier's word."));
    }
    var vendors =
        sources.stream().filter(source -> source.flag("holds")).map(ConfidenceReport::by).toList();
    var heads = new ArrayList<>(List.of("PCR", "TYPE", "AGREED ON BY"));
    heads.addAll(vendors);
    heads.add("LABEL");
    var table = new Table(heads.toArray(String[]::new));
    for (var event : confidence.list("events", one -> one)) {
      var cells = new ArrayList<Text>();
      cells.add(Text.of(event.text("pcr")));
      cells.add(Text.of(event.text("type")));
      cells.add(agreed(event, confidence));
      event.texts("vendors").forEach(word -> cells.add(word(word)));
      cells.add(Text.of(event.text("label")));
      table.row(cells.toArray(Text[]::new));
    }
    screen.gap();
    screen.line(Text.of(Style.BOLD, "Who agrees on each event"));
    table.print(screen);
  }

  private static void printSources(List<Fields> sources, Ages ages, Screen screen) {
    if (sources.isEmpty()) {
      return;
    }
    screen.gap();
    screen.line(Text.of(Style.BOLD, "What vendors say"));
    var table = new Table("MANIFEST", "FORM", "SIGNED BY", "BROUGHT", "SAYS");
    for (var source : sources) {
      table.row(
          Text.of(source.flag("holds") ? source.text("name") : source.text("sha256")),
          Words.orDash(source.text("kind")),
          Words.orDash(source.text("signer")),
          Text.of(source.text("broughtBy") + " " + ages.ago(source.time("broughtAt"))),
          says(source));
    }
    table.print(screen);
  }

  private static Text says(Fields source) {
    if (!source.flag("holds")) {
      return Text.of(Style.BAD, "refused: " + source.text("refused"));
    }
    var words =
        "%d the same, %d other".formatted(source.number("confirmed"), source.number("differing"));
    return Text.of(source.flag("supports") ? Style.GOOD : Style.CAUTION, words);
  }

  private static Text agreed(Fields event, Fields confidence) {
    return event.flag("quorum")
        ? Text.of(
            "quorum %d of %d".formatted(confidence.number("quorum"), confidence.number("machines")))
        : Text.of(Style.CAUTION, "a person");
  }

  private static String by(Fields source) {
    return source.text("kind").toUpperCase(Locale.ROOT);
  }

  private static Text word(String word) {
    return switch (word) {
      case "CONFIRMED" -> Text.of(Style.GOOD, "the same");
      case "DIFFERS" -> Text.of(Style.BAD, "another");
      default -> Text.of(Style.DIM, "nothing");
    };
  }
}
