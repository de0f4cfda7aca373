package dev.assay.cli.log;

import dev.assay.appraisal.eventlog.Event;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.cli.terminal.Screen;
import dev.assay.cli.terminal.Style;
import dev.assay.cli.terminal.Table;
import dev.assay.cli.terminal.Text;
import dev.assay.cli.view.FindingReport;
import java.util.Locale;
import java.util.stream.Collectors;

/// A log for people: what it is, its events with shortened digests, the PCRs after it.
public final class LogTable {
  private static final int SHOWN_DIGITS = 16;

  private LogTable() {}

  /// Prints all of it.
  public static void print(LogReport report, Screen screen) {
    var banks = report.banks().stream().map(HashAlgorithm::label).collect(Collectors.joining(", "));
    screen.line(
        "%s event log, banks %s, %d events"
            .formatted(report.format(), banks.isEmpty() ? "none" : banks, report.events().size()));
    screen.gap();
    printEvents(report, screen);
    screen.gap();
    printValues(report, screen);
    for (var finding : report.findings()) {
      screen.gap();
      FindingReport.print(finding, screen);
    }
  }

  private static void printEvents(LogReport report, Screen screen) {
    var bank = shownBank(report);
    var table =
        new Table(
            "EVENT",
            heading(report),
            "TYPE",
            bank.label().toUpperCase(Locale.ROOT),
            "TRUST",
            "DATA");
    for (var event : report.events()) {
      var digest = event.digests().get(bank);
      table.row(
          Text.of(Integer.toString(event.index())),
          Text.of(event.pcrIndex().map(pcr -> Integer.toString(pcr.value())).orElse("-")),
          Text.of(event.type().name()),
          Text.of(Style.DIM, digest == null || !event.extended() ? "-" : shortened(digest.toHex())),
          trust(event),
          Text.of(event.label()));
    }
    table.print(screen);
  }

  private static String heading(LogReport report) {
    return report.numbered().toUpperCase(Locale.ROOT);
  }

  private static Text trust(Event event) {
    return switch (event.trust()) {
      case VERIFIED_DATA -> Text.of(Style.GOOD, "verified");
      case DIGEST_ONLY -> Text.of("digest only");
      case UNTRUSTED_TEXT -> Text.of(Style.DIM, "claimed");
    };
  }

  private static void printValues(LogReport report, Screen screen) {
    var table = new Table(heading(report), "BANK", "VALUE AFTER REPLAY");
    for (var bank : report.banks()) {
      report
          .values(bank)
          .forEach(
              (pcr, value) ->
                  table.row(
                      Text.of(Integer.toString(pcr)),
                      Text.of(bank.label()),
                      Text.of(value.toHex())));
    }
    table.print(screen);
  }

  /// SHA-256 where the log has it, else its first bank.
  private static HashAlgorithm shownBank(LogReport report) {
    return report.banks().contains(HashAlgorithm.SHA256) || report.banks().isEmpty()
        ? HashAlgorithm.SHA256
        : report.banks().getFirst();
  }

  private static String shortened(String hex) {
    return hex.length() <= SHOWN_DIGITS ? hex : hex.substring(0, SHOWN_DIGITS) + "…";
  }
}
