package dev.assay.helm;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Wrong values, and what people then read.
class RefusalTest {
  static Stream<Arguments> bySchema() {
    return Stream.of(
        refused("verifier.replica", 3, "replica"),
        refused("verifier.replicas", "many", "integer"),
        refused("verifier.port", 84430, "65,535"),
        refused("verifier.tls.source", "self-signed", "'secret', 'certManager', 'generated'"),
        refused("verifier.database.type", "h2", "'external', 'cloudnativePg', 'embedded'"),
        refused("verifier.config.interval", 0, "minimum"),
        refused("verifier.config.quarantine.mode", "kill", "'record', 'dry-run', 'act'"),
        refused("verifier.config.intervall", 60, "intervall"),
        refused("verifier.resources.limits.memory", "lots", "pattern"),
        refused("agent.logLevel", "trace", "'error', 'warn', 'info', 'debug'"),
        refused("agent.verifier", "https://assay.example.net", "pattern"),
        refused("agent.state.hostPath", "/", "pattern"),
        refused("agent.tpm.groups[0]", 0, "minimum"),
        refused("agents.enabled", true, "agents"),
        refused("monitoring.serviceMonitor.enabled", "sure", "boolean"),
        refused("monitoring.prometheusRule.runbookUrl", "docs/alerts.md", "pattern"));
  }

  static Stream<Arguments> byWhatContradicts() {
    return Stream.of(
        refused("image.tag", "latest", "image.tag is latest"),
        refused("agent.tpm.resource", "", "device plugin"),
        refused("verifier.podDisruptionBudget.minAvailable", 2, "no node could ever be drained"),
        refused("verifier.tls.source", "certManager", "Name the issuer"),
        refused("verifier.tls.existingSecret", "", "tls.crt and tls.key"),
        refused("verifier.database.external.existingSecret", "", "username and password"),
        refused("verifier.ingress.enabled", true, "verifier.ingress.host is empty"),
        refused("verifier.enabled", false, "agent.verifier is empty"),
        refused(
            "verifier.database.external.url",
            "jdbc:postgresql://db:5432/assay?password=x",
            "holds a password"));
  }

  private static Arguments refused(String value, Object wrong, String message) {
    return Arguments.of(value, wrong, message);
  }

  // Each message names the value and what would be right.
  @ParameterizedTest
  @MethodSource("bySchema")
  void schemaRefuses(String value, Object wrong, String message) {
    var place = value.substring(0, value.lastIndexOf('.')).replaceAll("\\[.*", "");
    assertThatThrownBy(() -> Chart.with(Map.of(value, wrong)))
        .hasMessageContaining("values don't meet the specifications of the schema")
        .hasMessageContaining(place.contains(".") ? place.replace('.', '/') : place)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @MethodSource("byWhatContradicts")
  void templatesRefuse(String value, Object wrong, String message) {
    assertThatThrownBy(() -> Chart.with(Map.of(value, wrong))).hasMessageContaining(message);
  }
}
