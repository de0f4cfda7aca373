package dev.assay.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.agent.config.Setting;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SettingsTest {
  /// Read by the scripts that start the programs.
  private static final String JAVA_OPTIONS = "ASSAY_JAVA_OPTS";

  @Test
  void sourceOfTheVerifierIsUnderstood() {
    assertThat(KnownSettings.ofVerifier())
        .contains(
            "ASSAY_PORT",
            "ASSAY_DB_PASSWORD",
            "ASSAY_EK_ROOTS",
            "ASSAY_QUARANTINE_ON_SILENCE",
            "ASSAY_AGENTS_PROXY_CERTIFICATE",
            "ASSAY_AGENTS_ENROLLMENT_BURST_PER_NETWORK",
            "ASSAY_AGENTS_STREAMS_PROVE_WITHIN",
            JAVA_OPTIONS)
        .doesNotContain("ASSAY_MODE", "ASSAY_BURST");
  }

  @Test
  void verifierKnowsEveryVariableThatItIsGiven() {
    var given = variables(true);
    assertThat(given).hasSizeGreaterThan(15);
    assertThat(KnownSettings.ofVerifier()).containsAll(given);
  }

  // Not only those that a sample sets: whatever the schema lets through.
  @Test
  void verifierKnowsEverySettingThatTheSchemaHas() {
    var changes = new HashMap<String, String>();
    settings("verifier.config", ValuesSchema.at("verifier", "config"), changes);
    assertThat(changes).hasSizeGreaterThan(30);
    var rendered = Chart.with(changes);
    var given = new TreeSet<String>();
    rendered.pods().stream()
        .filter(Pod::isVerifier)
        .forEach(pod -> given.addAll(Pod.variables(pod.container("verifier")).keySet()));
    assertThat(given).hasSizeGreaterThanOrEqualTo(changes.size());
    assertThat(KnownSettings.ofVerifier()).containsAll(given);
  }

  @Test
  void agentKnowsEveryVariableThatItIsGiven() {
    var given = variables(false);
    assertThat(given).contains("ASSAY_VERIFIER", "ASSAY_EVENT_LOG", "ASSAY_SYSFS");
    var known = new TreeSet<>(Arrays.stream(Setting.values()).map(Setting::variable).toList());
    known.add(JAVA_OPTIONS);
    assertThat(known).containsAll(given);
  }

  @Test
  void numbersStayWhatTheyAre() {
    var values =
        Chart.with(Map.of("verifier.config.interval", "604800")).pods().stream()
            .filter(Pod::isVerifier)
            .map(pod -> Pod.variable(pod.container("verifier"), "ASSAY_INTERVAL"));
    assertThat(values).containsExactly("604800");
  }

  private static void settings(String path, JsonNode schema, Map<String, String> changes) {
    schema
        .path("properties")
        .properties()
        .forEach(
            entry -> {
              var below = path + "." + entry.getKey();
              if (entry.getValue().has("properties")) {
                settings(below, entry.getValue(), changes);
              } else {
                changes.put(below, ValuesSchema.good(entry.getValue()));
              }
            });
  }

  private static Set<String> variables(boolean ofVerifier) {
    var names = new TreeSet<String>();
    Chart.valueSets()
        .flatMap(set -> Chart.rendered(set).pods().stream())
        .filter(pod -> pod.isVerifier() == ofVerifier)
        .flatMap(pod -> pod.containers().stream())
        .forEach(container -> names.addAll(Pod.variables(container).keySet()));
    return names;
  }
}
