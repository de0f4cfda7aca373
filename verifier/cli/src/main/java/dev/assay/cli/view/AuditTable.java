package dev.assay.cli.view;

import dev.assay.audit.AuditEntry;
import dev.assay.audit.AuditLine;
import dev.assay.cli.terminal.Screen;
import dev.assay.cli.terminal.Table;
import dev.assay.cli.terminal.Text;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What was done, a row each.
public final class AuditTable {
  private static final Pattern LONG_HEX = Pattern.compile("\\b([0-9a-f]{12})[0-9a-f]{28,}\\b");

  private AuditTable() {}

  /// Prints the entries in the order given.
  public static void print(List<AuditLine> lines, Screen screen) {
    var table = new Table("#", "TIME", "WHO", "WHAT", "ON", "WHY AND HOW");
    for (var line : lines) {
      var entry = line.entry();
      table.row(
          Text.of(Long.toString(entry.sequence())),
          Text.of(entry.at().toString()),
          Text.of(entry.actor()),
          Text.of(entry.act().toLowerCase(Locale.ROOT).replace('_', ' ')),
          Text.of(brief(entry.on())),
          Words.orDash(more(entry)));
    }
    table.print(screen);
  }

  // Machines, keys and digests by the digits that people type.
  private static String brief(String text) {
    return LONG_HEX.matcher(text).replaceAll("$1");
  }

  private static String more(AuditEntry entry) {
    var details =
        entry.details().entrySet().stream()
            .map(detail -> detail.getKey() + "=" + brief(detail.getValue()))
            .collect(Collectors.joining(" "));
    return entry.why().map(why -> (why + " " + details).strip()).orElse(details);
  }
}
