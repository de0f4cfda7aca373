package dev.assay.cli.log;

import dev.assay.appraisal.eventlog.Event;
import dev.assay.appraisal.eventlog.EventPayload;
import dev.assay.appraisal.golden.LogDiff.Kind;
import dev.assay.appraisal.golden.LogDiff.Pair;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.cli.terminal.Screen;
import dev.assay.cli.terminal.Style;
import dev.assay.cli.terminal.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Two logs for people: the PCRs in which they differ, each event that does, and which fields of
/// its data, where a digest vouches for these.
public final class DiffTable {
  private static final int SHOWN_DIGITS = 16;
  private static final String INDENT = "              ";

  private final DiffReport report;
  private final Screen screen;
  private final HashAlgorithm bank;

  private DiffTable(DiffReport report, Screen screen) {
    this.report = report;
    this.screen = screen;
    this.bank =
        report.diff().banks().stream()
            .filter(HashAlgorithm::strong)
            .findFirst()
            .orElse(report.diff().banks().iterator().next());
  }

  /// Prints all of it.
  public static void print(DiffReport report, Screen screen) {
    new DiffTable(report, screen).print();
  }

  private void print() {
    printLog("A", report.aName(), report.a());
    printLog("B", report.bName(), report.b());
    screen.gap();
    var same = new ArrayList<String>();
    report
        .byPcr()
        .forEach(
            (pcr, pairs) -> {
              if (pairs.stream().anyMatch(Pair::matters)) {
                printPcr(pcr, pairs);
              } else {
                same.add(number(pcr));
              }
            });
    screen.wrapped(
        Text.EMPTY,
        (report.diff().same() ? "The same in all: " : "The same: ")
            + report.a().numbered()
            + " "
            + String.join(", ", same),
        4);
    printOtherwiseDescribed();
  }

  private void printLog(String letter, String name, LogReport log) {
    screen.line(
        Text.of(Style.BOLD, letter)
            .plus(
                "  %s: %s, %s, %d events"
                    .formatted(name, log.format(), banks(log), log.events().size())));
  }

  private static String banks(LogReport log) {
    return log.banks().stream().map(HashAlgorithm::label).collect(Collectors.joining(" "));
  }

  /// EV_NO_ACTION has no PCR in some logs.
  private static String number(long pcr) {
    return pcr > Integer.MAX_VALUE ? "-" : Long.toString(pcr);
  }

  private void printPcr(long pcr, List<Pair> pairs) {
    var counts = new ArrayList<String>();
    for (var kind : List.of(Kind.CHANGED, Kind.ADDED, Kind.MISSING, Kind.MOVED)) {
      var count = DiffReport.count(pairs, kind);
      if (count > 0) {
        counts.add(count + " " + word(kind));
      }
    }
    var same =
        DiffReport.count(pairs, Kind.SAME) + DiffReport.count(pairs, Kind.DESCRIBED_OTHERWISE);
    screen.line(
        Text.of(Style.BOLD, report.a().numbered() + " " + number(pcr))
            .plus("  %s, %d the same".formatted(String.join(", ", counts), same)));
    pairs.stream().filter(Pair::matters).forEach(this::printPair);
    screen.gap();
  }

  private void printPair(Pair pair) {
    var event = pair.shown();
    var detail = event.detail();
    screen.row(
        Text.of("  ")
            .plus(Text.of(style(pair.kind()), word(pair.kind())).padded(10))
            .plus(
                places(pair)
                    + "  "
                    + event.type().name()
                    + (detail.isEmpty() ? "" : " " + detail)));
    if (pair.kind() == Kind.MOVED) {
      return;
    }
    var fields = DiffReport.fields(pair);
    if (!DiffReport.verified(pair) || fields.isEmpty()) {
      printDigests(pair);
      printClaimedPath(pair.b().orElse(event));
    }
    if (DiffReport.verified(pair)) {
      fields.stream().filter(DiffTable::isTelling).map(FieldChange::inShort).forEach(this::print);
    }
  }

  private static String word(Kind kind) {
    return switch (kind) {
      case SAME -> "same";
      case DESCRIBED_OTHERWISE -> "described otherwise";
      case MOVED -> "moved";
      case CHANGED -> "changed";
      case MISSING -> "missing";
      case ADDED -> "added";
    };
  }

  private static Style style(Kind kind) {
    return switch (kind) {
      case SAME, DESCRIBED_OTHERWISE -> Style.DIM;
      case MOVED -> Style.ODD;
      case CHANGED -> Style.CAUTION;
      case MISSING -> Style.BAD;
      case ADDED -> Style.GOOD;
    };
  }

  private static String places(Pair pair) {
    return "event "
        + pair.a()
            .map(
                a ->
                    pair.b()
                        .filter(b -> b.index() != a.index())
                        .map(b -> a.index() + " → " + b.index())
                        .orElse(Integer.toString(a.index())))
            .orElseGet(() -> Integer.toString(pair.shown().index()));
  }

  private void printDigests(Pair pair) {
    if (!pair.shown().extended()) {
      return;
    }
    var digests =
        Stream.concat(pair.a().stream(), pair.b().stream())
            .map(this::digest)
            .collect(Collectors.joining(" → "));
    screen.row(Text.of(Style.DIM, INDENT + bank.label() + "  " + digests));
  }

  /// Where an image came from is nothing that a digest covers, and still where to look first.
  private void printClaimedPath(Event event) {
    if (event.payload() instanceof EventPayload.ImageLoad image) {
      screen.row(Text.of(Style.DIM, INDENT + "claimed to be from  " + image.path()));
    }
  }

  private String digest(Event event) {
    var hex = Objects.requireNonNull(event.digests().get(bank), bank::label).toHex();
    return hex.substring(0, SHOWN_DIGITS) + "…";
  }

  /// The raw bytes and their lengths say nothing that the decoded fields don't.
  private static boolean isTelling(FieldChange change) {
    return !change.field().equals("value") && !change.field().endsWith("pathOffset");
  }

  private void print(FieldChange change) {
    var field = change.field().replaceFirst("^content\\.", "");
    screen.line(Text.of(INDENT + field + "  " + change.words()));
  }

  private void printOtherwiseDescribed() {
    var count = DiffReport.count(report.diff().pairs(), Kind.DESCRIBED_OTHERWISE);
    if (count > 0) {
      screen.wrapped(
          Text.EMPTY,
          "Described otherwise, but measured alike: %d %s. No digest covers addresses and names; --json has them."
              .formatted(count, count == 1 ? "event" : "events"),
          4);
    }
  }
}
