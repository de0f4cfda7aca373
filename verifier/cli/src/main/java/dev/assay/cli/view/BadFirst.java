package dev.assay.cli.view;

import dev.assay.cli.verifier.MachineSummary;
import java.util.Comparator;

/// The order in which machines need a person: what failed first, then what nobody knows, then the
/// healthy ones; retired machines last. Within each, the longest silent first.
final class BadFirst {
  /// The order.
  static final Comparator<MachineSummary> ORDER =
      Comparator.comparing(BadFirst::isGone)
          .thenComparingInt(BadFirst::verdict)
          .thenComparingInt(BadFirst::freshness)
          .thenComparing(MachineSummary::hostName)
          .thenComparing(MachineSummary::id);

  private BadFirst() {}

  private static boolean isGone(MachineSummary machine) {
    return machine.state().equals("RETIRED");
  }

  private static int verdict(MachineSummary machine) {
    return switch (machine.verdict()) {
      case "UNTRUSTED" -> 0;
      case "WARNING" -> 1;
      case "TRUSTED" -> 3;
      default -> 2;
    };
  }

  private static int freshness(MachineSummary machine) {
    return switch (machine.freshness()) {
      case "SILENT" -> 0;
      case "STALE" -> 1;
      case "FRESH" -> 3;
      default -> 2;
    };
  }
}
