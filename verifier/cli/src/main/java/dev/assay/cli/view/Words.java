package dev.assay.cli.view;

import dev.assay.cli.terminal.Style;
import dev.assay.cli.terminal.Text;

/// The verifier's words in the style that says how bad they are. Words that this program does not
/// know are shown, and look odd.
final class Words {
  private static final String NONE = "-";

  private Words() {}

  static Text verdict(String verdict) {
    return switch (verdict) {
      case "TRUSTED" -> Text.of(Style.GOOD, verdict);
      case "WARNING" -> Text.of(Style.CAUTION, verdict);
      case "UNTRUSTED" -> Text.of(Style.BAD, verdict);
      case "" -> Text.of(Style.DIM, NONE);
      default -> Text.of(Style.ODD, verdict);
    };
  }

  static Text freshness(String freshness) {
    return switch (freshness) {
      case "FRESH" -> Text.of(freshness);
      case "STALE" -> Text.of(Style.CAUTION, freshness);
      case "SILENT" -> Text.of(Style.BAD, freshness);
      case "", "NEVER" -> Text.of(Style.DIM, freshness.isEmpty() ? NONE : freshness);
      default -> Text.of(Style.ODD, freshness);
    };
  }

  static Text severity(String severity) {
    return switch (severity) {
      case "VIOLATION" -> Text.of(Style.BAD, severity);
      case "WARNING" -> Text.of(Style.CAUTION, severity);
      case "NOTE" -> Text.of(Style.DIM, severity);
      default -> Text.of(Style.ODD, severity);
    };
  }

  static Text state(String state) {
    return switch (state) {
      case "ACTIVE" -> Text.of(state);
      case "PENDING", "DRAFT", "PROPOSED", "APPROVED" -> Text.of(Style.CAUTION, state);
      case "BANNED", "REVOKED" -> Text.of(Style.BAD, state);
      default -> Text.of(Style.DIM, state);
    };
  }

  /// The words, or a dash where there are none.
  static Text orDash(String words) {
    return words.isEmpty() ? Text.of(Style.DIM, NONE) : Text.of(words);
  }
}
