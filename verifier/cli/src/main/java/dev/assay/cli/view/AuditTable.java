package dev.assay.cli.view;

import dev.assay.audit.AuditEntry;
import dev.assay.audit.AuditLine;
import dev.assay.cli.terminal.Screen;
import dev.assay.cli.terminal.Table;
import dev.assay.cli.terminal.Text;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// What was done, a row each.
public final class AuditTable {
  private static final int SHORT_ID = 12;

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

  // A machine's id in the digits that people type.
  private static String brief(String on) {
    int colon = on.indexOf(':');
    return on.startsWith("machine:")
        ? on.substring(0, Math.min(on.length(), colon + 1 + SHORT_ID))
        : on;
  }

  private static String more(AuditEntry entry) {
    var details =
        entry.details().entrySet().stream()
            .map(AuditTable::detail)
            .collect(Collectors.joining(" "));
    return entry.why().map(why -> (why + " " + details).strip()).orElse(details);
  }

  private static String detail(Map.Entry<String, String> detail) {
    return detail.getKey() + "=" + detail.getValue();
  }
}
