package dev.assay.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReferencesTest {
  /// What people bring, or an operator makes. docs/kubernetes.md says of each how.
  private static final Map<String, Set<String>> FROM_OUTSIDE =
      Map.of(
          Chart.DEFAULT,
          Set.of(
              "Secret assay-tls",
              "Secret assay-database",
              "ConfigMap assay-database-ca",
              "ConfigMap assay-ca"),
          "tryout.yaml",
          Set.of(),
          "cert-manager.yaml",
          Set.of(
              "Secret assay-tls",
              "Secret assay-database",
              "ConfigMap assay-database-ca",
              "ConfigMap assay-ca",
              "ConfigMap tpm-vendors"),
          "cloudnative-pg.yaml",
          Set.of(
              "Secret assay-tls",
              "Secret assay-database-app",
              "Secret assay-database-ca",
              "Secret assay-signing-keys",
              "ConfigMap assay-ca"),
          "gateway.yaml",
          Set.of(
              "Secret assay-tls",
              "Secret assay-database",
              "ConfigMap assay-database-ca",
              "ConfigMap assay-ca"),
          "monitoring.yaml",
          Set.of(
              "Secret assay-tls",
              "Secret assay-database",
              "ConfigMap assay-database-ca",
              "ConfigMap assay-ca",
              "Secret assay-metrics-token"),
          "quarantine.yaml",
          Set.of(
              "Secret assay-tls",
              "Secret assay-database",
              "ConfigMap assay-database-ca",
              "ConfigMap assay-ca",
              "Secret assay-hook-secrets"),
          "agents.yaml",
          Set.of());

  static Stream<String> valueSets() {
    return Chart.valueSets();
  }

  @ParameterizedTest
  @MethodSource("valueSets")
  void whatIsReferredToIsThereOrIsKnownToComeFromOutside(String valueSet) {
    var rendered = Chart.rendered(valueSet);
    var missing = new TreeSet<String>();
    rendered.objects().forEach(object -> references(object, missing));
    assertThat(missing).isNotEmpty();
    rendered
        .objects()
        .forEach(
            object ->
                missing.remove(object.path("kind").asText() + " " + Chart.Rendered.name(object)));
    assertThat(missing).isEqualTo(new TreeSet<>(FROM_OUTSIDE.getOrDefault(valueSet, Set.of("?"))));
  }

  @Test
  void docsSayHowToMakeWhatComesFromOutside() throws java.io.IOException {
    var page = java.nio.file.Files.readString(Path.of("../docs/kubernetes.md"));
    var names =
        FROM_OUTSIDE.values().stream()
            .flatMap(Set::stream)
            .map(text -> text.split(" ", -1)[1])
            .collect(Collectors.toSet());
    assertThat(names).allSatisfy(name -> assertThat(page).contains(name));
  }

  @ParameterizedTest
  @MethodSource("valueSets")
  void configMapsHoldNoSecret(String valueSet) {
    var secretive = List.of("PRIVATE KEY", "password", "whsec_", "whsk_", "token");
    for (var map : Chart.rendered(valueSet).all("ConfigMap")) {
      if (!Chart.Rendered.name(map).endsWith("-dashboards")) {
        assertThat(map.toString()).doesNotContainIgnoringCase(secretive.toArray(String[]::new));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("valueSets")
  void passwordsReachTheVerifierByReferenceAlone(String valueSet) {
    for (var pod : Chart.rendered(valueSet).pods()) {
      for (var container : pod.containers()) {
        Pod.variables(container)
            .forEach(
                (name, value) -> {
                  if (name.contains("PASSWORD") || name.equals("ASSAY_DB_USER")) {
                    assertThat(value.has("secretKeyRef")).as(name).isTrue();
                  }
                });
        assertThat(container.toString()).doesNotContain("password=");
      }
    }
  }

  // An upgrade that renders other keys must fail, and not change who signs.
  @Test
  void generatedSecretsStayAsTheyAre() {
    for (var set : List.of(Chart.DEFAULT, "tryout.yaml")) {
      assertThat(Chart.rendered(set).all("Secret"))
          .isNotEmpty()
          .allSatisfy(secret -> assertThat(secret.path("immutable").asBoolean()).isTrue())
          .allSatisfy(
              secret ->
                  assertThat(
                          secret
                              .at("/metadata/annotations")
                              .path("helm.sh/resource-policy")
                              .asText())
                      .isEqualTo("keep"));
    }
  }

  @Test
  void upgradeKeepsTheKeysThatTheFirstInstallationMade() {
    var first = Chart.with(Map.of()).one("Secret", "assay-keys");
    var without = Chart.with(Map.of()).one("Secret", "assay-keys");
    assertThat(without.path("data")).isNotEqualTo(first.path("data"));
    FakeCluster.hold("assay-keys", first.toString());
    try {
      assertThat(Chart.with(Map.of()).one("Secret", "assay-keys").path("data"))
          .isEqualTo(first.path("data"));
    } finally {
      FakeCluster.remove("assay-keys");
    }
  }

  @Test
  void upgradeKeepsTheCertificateThatTheFirstInstallationMade() {
    var set = "tryout.yaml";
    var first = Chart.with(set, Map.of());
    FakeCluster.hold("assay-tls", first.one("Secret", "assay-tls").toString());
    try {
      var second = Chart.with(set, Map.of());
      assertThat(second.one("Secret", "assay-tls").path("data"))
          .isEqualTo(first.one("Secret", "assay-tls").path("data"));
      assertThat(second.one("ConfigMap", "assay-ca")).isEqualTo(first.one("ConfigMap", "assay-ca"));
    } finally {
      FakeCluster.remove("assay-tls");
    }
  }

  private static void references(JsonNode node, Set<String> found) {
    add(found, "Secret", node.path("secretName"), !node.has("issuerRef"));
    add(found, "Secret", node.path("secretKeyRef").path("name"), true);
    add(found, "Secret", node.path("credentials").path("name"), true);
    add(found, "ConfigMap", node.path("configMap").path("name"), true);
    add(found, "ConfigMap", node.path("configMapKeyRef").path("name"), true);
    add(found, "ServiceAccount", node.path("serviceAccountName"), true);
    add(found, "Service", node.path("service").path("name"), true);
    node.path("backendRefs").forEach(one -> add(found, "Service", one.path("name"), true));
    add(found, "Deployment", node.path("scaleTargetRef").path("name"), true);
    add(found, node.at("/roleRef/kind").asText(), node.at("/roleRef/name"), true);
    node.forEach(child -> references(child, found));
  }

  private static void add(Set<String> found, String kind, JsonNode name, boolean refers) {
    if (name.isTextual() && refers) {
      found.add(kind + " " + name.asText());
    }
  }
}
