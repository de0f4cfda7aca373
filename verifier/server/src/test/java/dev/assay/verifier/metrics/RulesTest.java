package dev.assay.verifier.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The alerts, judged by Prometheus' own tool.
class RulesTest {
  private static final Path ROOT = Path.of("../..");
  private static final Path RULES = ROOT.resolve("helm/assay/rules/assay.yaml");
  private static final Path TESTS = Path.of("src/test/prometheus/assay.test.yaml");
  private static final Pattern ALERT = Pattern.compile("- alert: (\\w+)");

  /// Something that whoever is paged can open, wherever they stand.
  private static final Pattern RUNBOOK =
      Pattern.compile("runbook_url: https://assay\\.dev/docs/alerts\\.md#(\\S+)");

  private static final Pattern SEVERITY = Pattern.compile("severity: (critical|warning)\n");
  private static final Pattern CHECK =
      Pattern.compile("- alertname: (\\w+)\\s+eval_time: \\S+\\s+exp_alerts:( \\[])?");

  @Test
  void rulesAreWellFormed() throws IOException, InterruptedException {
    promtool("check", "rules", RULES.toString());
  }

  @Test
  void eachAlertFiresWhenItShouldAndNotWhenItShouldNot() throws IOException, InterruptedException {
    promtool("test", "rules", TESTS.toString());
  }

  @Test
  void noAlertIsLeftOutOfTheTests() throws IOException {
    var checks = CHECK.matcher(Files.readString(TESTS));
    var fires = new TreeSet<String>();
    var rests = new TreeSet<String>();
    while (checks.find()) {
      (checks.group(2) == null ? fires : rests).add(checks.group(1));
    }
    assertThat(alerts()).hasSizeGreaterThan(10).isEqualTo(fires).isEqualTo(rests);
  }

  @Test
  void eachAlertHasASeverityAndItsSectionOfTheRunbook() throws IOException {
    var rules = Files.readString(RULES);
    var anchors = alerts().stream().map(alert -> alert.toLowerCase(Locale.ROOT)).toList();
    assertThat(found(RUNBOOK, rules)).containsExactlyInAnyOrderElementsOf(anchors);
    assertThat(SEVERITY.matcher(rules).results()).hasSize(anchors.size());
    var sections =
        Files.readAllLines(ROOT.resolve("docs/alerts.md")).stream()
            .filter(line -> line.startsWith("## "))
            .map(line -> line.substring(3).strip().toLowerCase(Locale.ROOT));
    assertThat(sections).containsExactlyInAnyOrderElementsOf(anchors);
  }

  private static Set<String> alerts() throws IOException {
    return new TreeSet<>(found(ALERT, Files.readString(RULES)));
  }

  private static List<String> found(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toList());
  }

  private static void promtool(String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("promtool"));
    command.addAll(List.of(arguments));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output).contains("SUCCESS");
  }
}
