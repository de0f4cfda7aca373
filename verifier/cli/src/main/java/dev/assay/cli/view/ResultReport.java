package dev.assay.cli.view;

import dev.assay.cli.terminal.Screen;
import dev.assay.cli.terminal.Style;
import dev.assay.cli.terminal.Text;
import dev.assay.cli.verifier.Fields;
import java.time.Instant;

/// An attestation result in words.
public final class ResultReport {
  private ResultReport() {}

  /// Prints what a checked result says of a machine.
  public static void print(String machine, Fields appraisal, Instant expiresAt, Screen screen) {
    screen.line(Text.of(machine + "  ").plus(status(appraisal.text("ear_status"))));
    screen.line("good until  " + expiresAt);
    var vector = appraisal.object("ear_trustworthiness_vector");
    for (var claim : vector.names()) {
      screen.line("%-18s  %s".formatted(claim, vector.text(claim)));
    }
    for (var policy : appraisal.texts("ear_appraisal_policy_ids")) {
      screen.line("judged by  " + policy);
    }
  }

  private static Text status(String status) {
    return switch (status) {
      case "affirming" -> Text.of(Style.GOOD, status);
      case "warning" -> Text.of(Style.CAUTION, status);
      case "contraindicated" -> Text.of(Style.BAD, status);
      default -> Text.of(Style.ODD, status);
    };
  }
}
