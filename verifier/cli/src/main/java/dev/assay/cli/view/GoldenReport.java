package dev.assay.cli.view;

import dev.assay.cli.terminal.Ages;
import dev.assay.cli.terminal.Screen;
import dev.assay.cli.terminal.Style;
import dev.assay.cli.terminal.Table;
import dev.assay.cli.terminal.Text;
import dev.assay.cli.verifier.Fields;
import dev.assay.cli.verifier.GoldenSetView;
import dev.assay.cli.verifier.MachineSummary;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// One golden set in full, and what siblings differ in.
public final class GoldenReport {
  private static final int DIGITS = 16;

  /// A digest amid words, SHA-1 or longer; its first 16 digits are enough for people.
  private static final Pattern DIGEST = Pattern.compile("([0-9a-f]{16})[0-9a-f]{24,}");

  private GoldenReport() {}

  /// Prints the set, its events with their rules, and the differences it was made over.
  public static void print(GoldenSetView set, Ages ages, Screen screen) {
    GoldenTable.print(List.of(set), ages, screen);
    screen.gap();
    if (!set.from().isEmpty()) {
      screen.line(
          "Made from "
              + set.from().stream()
                  .map(MachineSummary::shortened)
                  .collect(Collectors.joining(", ")));
      screen.gap();
    }
    printShipment(List.of(set), screen);
    printLife(set, ages, screen);
    var table = new Table("PCR", "TYPE", "RULE", "DIGESTS", "LABEL");
    for (var event : set.fields().list("events", fields -> fields)) {
      table.row(
          Text.of(event.text("pcr")),
          Text.of(event.text("type")),
          event.flag("optional") ? rule(event).plus(", optional") : rule(event),
          Text.of(digests(event)),
          Text.of(event.text("label")));
    }
    table.print(screen);
    ComponentReport.printExpected(set, screen);
    printQuirks(set, screen);
    printStandingOut(set.fields(), screen);
    printDifferences(set.fields(), screen);
  }

  private static void printLife(GoldenSetView set, Ages ages, Screen screen) {
    var steps = new Table("STATE", "WHEN", "BY", "REASON");
    for (var step : set.steps()) {
      steps.row(
          Words.state(step.state()),
          Text.of(ages.ago(step.at())),
          Text.of(step.by()),
          Words.orDash(step.reason()));
    }
    steps.print(screen);
    screen.gap();
    if (!set.signatures().isEmpty()) {
      var signatures = new Table("SIGNED BY", "WHEN", "WORTH");
      for (var signature : set.signatures()) {
        signatures.row(
            Text.of(signature.signer()),
            Text.of(ages.ago(signature.at())),
            Text.of(signature.counts() ? Style.GOOD : Style.BAD, signature.standing()));
      }
      signatures.print(screen);
      screen.gap();
    }
  }

  /// Prints what is to be done with sets that were just learned or put forward.
  public static void printNext(List<GoldenSetView> sets, Screen screen) {
    screen.gap();
    sets.stream().flatMap(set -> next(set).stream()).forEach(screen::line);
  }

  /// Prints a caution where all machines of a set came with one shipment.
  public static void printShipment(List<GoldenSetView> sets, Screen screen) {
    sets.stream()
        .flatMap(set -> soleShipment(set).stream())
        .distinct()
        .forEach(
            shipment -> {
              screen.gap();
              screen.line(Text.of(Style.CAUTION, oneShipment(shipment)));
            });
  }

  /// What to say where all machines came with this shipment.
  static String oneShipment(String shipment) {
    return "All machines came with one shipment, %s: what was done to all of it, they don't show. Learn from machines of another one too, if you can."
        .formatted(shipment);
  }

  private static Optional<String> soleShipment(GoldenSetView set) {
    var sources = set.fields().object("provenance").list("sources", fields -> fields);
    var shipments = sources.stream().map(source -> source.text("shipment")).distinct().toList();
    return Optional.of(shipments)
        .filter(one -> sources.size() > 1 && one.size() == 1)
        .map(List::getFirst)
        .filter(shipment -> !shipment.isEmpty());
  }

  private static Optional<String> next(GoldenSetView set) {
    return switch (set.state()) {
      case "DRAFT" ->
          Optional.of(
              "Set %1$s waits for you: look at what is undecided, then `assay golden propose %1$s --accept-differences REASON`."
                  .formatted(set.id()));
      case "PROPOSED" ->
          Optional.of(
              "Set %1$s has %2$s; others than %3$s sign it: `assay golden sign %1$s --key FILE`."
                  .formatted(set.id(), set.signed(), set.proposedBy()));
      case "APPROVED" ->
          Optional.of(
              "Set %1$s is approved; `assay golden activate %1$s` puts it in force."
                  .formatted(set.id()));
      default -> Optional.empty();
    };
  }

  /// Prints what the set excuses.
  public static void printQuirks(GoldenSetView set, Screen screen) {
    var quirks = set.fields().list("quirks", fields -> fields);
    if (quirks.isEmpty()) {
      return;
    }
    screen.gap();
    screen.line(Text.of(Style.BOLD, "What set " + set.id() + " excuses, as all siblings show it"));
    var table = new Table("FINDING", "PCR", "EVENT");
    for (var quirk : quirks) {
      var event = strong(quirk.object("event"));
      table.row(
          Text.of(Style.CAUTION, quirk.text("oddity")),
          Text.of(quirk.text("pcr")),
          Text.of(event.isEmpty() ? "any" : event));
    }
    table.print(screen);
  }

  /// Prints the fields `camps` and `otherVersions` of an answer: who is not as the set has it.
  public static void printStandingOut(Fields answer, Screen screen) {
    for (var other : answer.list("otherVersions", fields -> fields)) {
      screen.gap();
      screen.line(
          "Not learned from, as on %s: %s".formatted(version(other.text("version")), named(other)));
    }
    for (var camp : answer.list("camps", fields -> fields)) {
      screen.gap();
      screen.line(Text.of(Style.CAUTION, "Stands out, not part of the set: " + named(camp)));
      camp.list("shared", fields -> fields)
          .forEach(outlier -> screen.line("  " + shortDigests(outlier.text("words"))));
    }
  }

  private static String version(String version) {
    return version.isEmpty() ? "firmware that measures no version" : "firmware " + version;
  }

  private static String named(Fields machines) {
    var examples = machines.texts("examples");
    var more = Integer.parseInt(machines.text("machines")) - examples.size();
    return String.join(", ", examples) + (more > 0 ? " and %d more".formatted(more) : "");
  }

  /// Prints the fields `differences` and `componentDifferences` of an answer.
  public static void printDifferences(Fields answer, Screen screen) {
    printEventDifferences(answer, screen);
    ComponentReport.printDifferences(answer, screen);
  }

  private static void printEventDifferences(Fields answer, Screen screen) {
    var differences = answer.list("differences", fields -> fields);
    if (differences.isEmpty()) {
      return;
    }
    screen.gap();
    screen.line(Text.of(Style.BOLD, "What the siblings differ in"));
    var table = new Table("LAYER", "PCR", "TYPE", "LABEL", "RESOLUTION", "SHOWN");
    for (var difference : differences) {
      table.row(
          Text.of(difference.text("layer").toLowerCase(Locale.ROOT)),
          Text.of(difference.text("pcr")),
          Text.of(difference.text("type")),
          Text.of(difference.text("label")),
          resolution(difference.text("resolution")),
          shown(difference.object("shown")));
    }
    table.print(screen);
  }

  private static Text resolution(String resolution) {
    return switch (resolution) {
      case "PER_MACHINE" -> Text.of("per machine");
      case "UNDECIDED" -> Text.of(Style.CAUTION, "undecided");
      default -> Text.of(Style.ODD, resolution);
    };
  }

  private static Text shown(Fields shown) {
    return Text.of(
        shown.names().stream()
            .map(name -> MachineSummary.shortened(name) + ": " + shown.text(name))
            .map(GoldenReport::shortDigests)
            .collect(Collectors.joining(" | ")));
  }

  /// The words, with no more of each digest than people need.
  public static String shortDigests(String words) {
    return DIGEST.matcher(words).replaceAll("$1…");
  }

  private static Text rule(Fields event) {
    return switch (event.text("rule")) {
      case "exactly" -> Text.of("exactly");
      case "oneOf" -> Text.of(Style.CAUTION, "one of");
      case "dbxAtLeast" -> Text.of("at least");
      case "perMachine" ->
          Text.of(
              Style.CAUTION,
              "per machine: " + String.join(", ", event.texts("fields")).toLowerCase(Locale.ROOT));
      default -> Text.of(Style.ODD, event.text("rule"));
    };
  }

  private static String digests(Fields event) {
    var rest = event.text("rest");
    return rest.isEmpty()
        ? event.list("digests", GoldenReport::strong).stream().collect(Collectors.joining(" | "))
        : "rest " + shortened(rest);
  }

  /// The digests of one alternative; SHA-1 only where there is no better one.
  private static String strong(Fields digests) {
    return digests.names().stream()
        .filter(bank -> !bank.equals("sha1") || digests.names().size() == 1)
        .map(bank -> bank + ":" + shortened(digests.text(bank)))
        .collect(Collectors.joining(" "));
  }

  private static String shortened(String hex) {
    return hex.length() <= DIGITS ? hex : hex.substring(0, DIGITS) + "…";
  }
}
