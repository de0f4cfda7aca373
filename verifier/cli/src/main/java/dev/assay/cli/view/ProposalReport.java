package dev.assay.cli.view;

import dev.assay.appraisal.golden.ComponentList;
import dev.assay.appraisal.golden.ExpectedComponents;
import dev.assay.appraisal.golden.ExpectedComponents.Expected;
import dev.assay.appraisal.golden.GoldenEvent;
import dev.assay.appraisal.golden.GoldenSet;
import dev.assay.appraisal.golden.Layer;
import dev.assay.appraisal.golden.Provenance;
import dev.assay.appraisal.golden.Rule;
import dev.assay.cli.terminal.Screen;
import dev.assay.cli.terminal.Style;
import dev.assay.cli.terminal.Text;
import dev.assay.golden.ProposedSet;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// What somebody is about to sign, in words. It is made from the very document that the signature
/// is made over.
public final class ProposalReport {
  private ProposalReport() {}

  /// Prints it.
  public static void print(ProposedSet proposed, Screen screen) {
    var set = proposed.set();
    screen.line(Text.of(Style.BOLD, "Golden set " + set.id()));
    screen.line("  " + whatOf(set));
    screen.line("  " + events(set.events()));
    set.components().ifPresent(expected -> screen.line("  " + components(expected)));
    if (!set.quirks().isEmpty()) {
      screen.line(
          "  excuses "
              + set.quirks().stream()
                  .map(quirk -> quirk.oddity() + " in PCR " + quirk.pcr().value())
                  .distinct()
                  .collect(Collectors.joining(", ")));
    }
    var proposal = proposed.proposal();
    screen.line(
        "  put forward by %s, learned from %s"
            .formatted(proposal.by(), machines(proposal.machines())));
    if (!proposal.reason().isEmpty()) {
      screen.line(Text.of("  ").plus(Text.of(Style.CAUTION, proposal.reason())));
    }
    set.provenance()
        .flatMap(Provenance::soleShipment)
        .ifPresent(
            shipment ->
                screen.line(
                    Text.of("  ")
                        .plus(Text.of(Style.CAUTION, GoldenReport.oneShipment(shipment)))));
    screen.line("  sha256 " + proposed.digest().toHex());
  }

  private static String components(ExpectedComponents expected) {
    var parts = new ArrayList<String>();
    for (var list : ComponentList.values()) {
      expected
          .of(list)
          .ifPresent(all -> parts.add("%d kinds of %s".formatted(all.size(), list.words())));
    }
    var varying =
        expected.lists().values().stream().flatMap(List::stream).filter(Expected::varies).count();
    if (varying > 0) {
      parts.add(varying + " of varying number");
    }
    return String.join(", ", parts) + "; reported by hosts, not proven";
  }

  private static String machines(int number) {
    return switch (number) {
      case 0 -> "none of the machines here: it came as a file";
      case 1 -> "one machine";
      default -> number + " machines";
    };
  }

  private static String whatOf(GoldenSet set) {
    return set.layer() == Layer.OS
        ? "OS image " + set.subject()
        : "firmware of board model %s, %s"
            .formatted(
                set.subject(),
                set.firmwareVersion().isEmpty()
                    ? "which measures no version"
                    : "version " + set.firmwareVersion());
  }

  private static String events(List<GoldenEvent> events) {
    var parts = new ArrayList<String>();
    parts.add("%d events in %d PCRs".formatted(events.size(), pcrs(events)));
    add(parts, events, "vary per machine", event -> event.rule() instanceof Rule.PerMachine);
    add(parts, events, "accept several digests", event -> event.rule() instanceof Rule.OneOf);
    add(parts, events, "may be missing", GoldenEvent::optional);
    return String.join(", ", parts);
  }

  private static long pcrs(List<GoldenEvent> events) {
    return events.stream().map(GoldenEvent::pcr).distinct().count();
  }

  private static void add(
      List<String> parts, List<GoldenEvent> events, String what, Predicate<GoldenEvent> which) {
    var count = events.stream().filter(which).count();
    if (count > 0) {
      parts.add(count + " " + what);
    }
  }
}
