package dev.assay.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MonitoringTest {
  private static final String SET = "monitoring.yaml";

  // Alerts have templates of their own, which Helm must not touch.
  @Test
  void rulesAreThoseOfTheFile() {
    var rule = Chart.rendered(SET).only("PrometheusRule");
    var file = Chart.yaml(Chart.FOLDER.resolve("rules/assay.yaml"));
    assertThat(file.path("groups")).isNotEmpty();
    assertThat(rule.path("spec")).isEqualTo(file);
    assertThat(rule.at("/metadata/labels/release").asText()).isEqualTo("monitoring");
  }

  @Test
  void alertsLinkToYourOwnCopyOfTheirPage() {
    var page = "https://wiki.example.net/assay/$1/alerts";
    var rule = Chart.with(SET, Map.of("monitoring.prometheusRule.runbookUrl", page));
    var links = rule.only("PrometheusRule").path("spec").findValuesAsText("runbook_url");
    assertThat(links)
        .hasSizeGreaterThan(10)
        .contains(page + "#assaymachineuntrusted")
        .allMatch(link -> link.startsWith(page + "#assay"));
  }

  @Test
  void metricsAreReadAsAViewerOverACheckedConnection() {
    var endpoint = Chart.rendered(SET).only("ServiceMonitor").at("/spec/endpoints/0");
    assertThat(endpoint.path("path").asText()).isEqualTo("/q/metrics");
    assertThat(endpoint.at("/authorization/credentials/name").asText())
        .isEqualTo("assay-metrics-token");
    assertThat(endpoint.at("/tlsConfig/serverName").asText())
        .isEqualTo("assay-verifier.assay-system.svc");
    assertThat(endpoint.at("/tlsConfig/ca/configMap/name").asText()).isEqualTo("assay-ca");
    assertThat(endpoint.toString()).doesNotContain("insecureSkipVerify");
  }

  @Test
  void everyDashboardIsInTheConfigMap(@TempDir Path folder) throws IOException {
    Chart.copy(folder);
    Files.createDirectories(folder.resolve("dashboards"));
    Files.writeString(folder.resolve("dashboards/one more.json"), "{\"title\": \"{{ model }}\"}\n");
    var expected = new TreeMap<String, TextNode>();
    try (Stream<Path> files = Files.list(folder.resolve("dashboards"))) {
      for (var file : files.filter(f -> f.toString().endsWith(".json")).toList()) {
        expected.put(file.getFileName().toString(), TextNode.valueOf(Files.readString(file)));
      }
    }
    var map = Chart.rendering(folder, SET, Map.of()).one("ConfigMap", "assay-dashboards");
    assertThat(map.at("/metadata/labels/grafana_dashboard").asText()).isEqualTo("1");
    assertThat(map.path("data").properties())
        .containsExactlyInAnyOrderElementsOf(Map.<String, JsonNode>copyOf(expected).entrySet());
  }
}
