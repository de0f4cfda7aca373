package dev.assay.cli.view;

import dev.assay.cli.terminal.Screen;
import dev.assay.cli.terminal.Style;
import dev.assay.cli.terminal.Text;
import dev.assay.cli.verifier.Fields;
import dev.assay.cli.verifier.MachineSummary;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What leads to quarantine.
public final class PolicyReport {
  private static final List<String> SEVERITIES =
      List.of("VIOLATION", "UNDECIDED", "WARNING", "NOTE");

  private PolicyReport() {}

  /// Prints the verifier's answer to `GET /quarantine/policy`.
  public static void print(Fields answer, Screen screen) {
    for (var policy : answer.list("policies", fields -> fields)) {
      var models = policy.texts("models");
      var roles = policy.texts("roles");
      screen.line(Text.of(Style.BOLD, policy.text("name")));
      if (!models.isEmpty()) {
        screen.line("  board models  " + String.join(", ", models));
      }
      if (!roles.isEmpty()) {
        screen.line("  roles         " + String.join(", ", roles));
      }
      policy(policy, screen);
      screen.gap();
    }
    var limits = answer.object("limits");
    screen.line("Limits within %d minutes".formatted(limits.number("windowSeconds") / 60));
    for (var scope : List.of("fleet", "model", "rack")) {
      var limit = limits.object(scope);
      screen.line(
          "  %-13s %d machines, and %d %%"
              .formatted(scope, limit.number("machines"), limit.number("percent")));
    }
  }

  /// Prints the verifier's answer to `GET /quarantine/{id}/policy`.
  public static void printMachine(Fields answer, Screen screen) {
    var policy = answer.object("policy");
    screen.line(
        "%s %s"
            .formatted(MachineSummary.shortened(answer.text("machine")), answer.text("hostName")));
    screen.line("  board model   " + orDash(answer.text("boardModel")));
    screen.line("  role          " + orDash(answer.text("role")));
    screen.line("  rack          " + orDash(answer.text("rack")));
    screen.line(Text.of("  rule          ").plus(Text.of(Style.BOLD, policy.text("name"))));
    screen.line("  why           " + answer.text("why"));
    policy(policy, screen);
  }

  private static void policy(Fields policy, Screen screen) {
    screen.line("  mode          " + QuarantineReport.mode(policy.text("mode")));
    for (var severity : SEVERITIES) {
      screen.line(
          "  %-13s %s".formatted(word(severity), word(policy.object("severities").text(severity))));
    }
    screen.line("  silence       " + word(policy.text("silence")));
    var findings = policy.object("findings");
    screen.line(
        "  findings      "
            + orDash(
                findings.names().stream()
                    .map(code -> code + ": " + word(findings.text(code)))
                    .collect(Collectors.joining(", "))));
    long confirm = policy.number("confirmSeconds");
    screen.line(
        "  second quote  " + (confirm == 0 ? "none" : "within %d seconds".formatted(confirm)));
    long clean = policy.number("releaseAfter");
    screen.line(
        "  release       "
            + (clean == 0 ? "by a person" : "after %d clean appraisals".formatted(clean)));
  }

  private static String word(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static String orDash(String text) {
    return text.isEmpty() ? "-" : text;
  }
}
