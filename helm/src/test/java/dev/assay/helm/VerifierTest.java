package dev.assay.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VerifierTest {
  static Stream<String> sharing() {
    return Chart.valueSets().filter(set -> !Chart.rendered(set).all("Deployment").isEmpty());
  }

  @ParameterizedTest
  @MethodSource("sharing")
  void drainOfANodeIsAlwaysPossibleAndNeverTakesAll(String valueSet) {
    var rendered = Chart.rendered(valueSet);
    var scaled = rendered.all("HorizontalPodAutoscaler");
    var replicas = rendered.only("Deployment").at("/spec/replicas");
    assertThat(replicas.isMissingNode()).isEqualTo(!scaled.isEmpty());
    int fewest =
        scaled.isEmpty() ? replicas.asInt() : scaled.getFirst().at("/spec/minReplicas").asInt();
    assertThat(rendered.only("PodDisruptionBudget").at("/spec/minAvailable").asInt())
        .isPositive()
        .isLessThan(fewest);
  }

  @Test
  void oneVerifierHasNoBudget() {
    assertThat(Chart.with(Map.of("verifier.replicas", 1)).all("PodDisruptionBudget")).isEmpty();
  }

  @Test
  void tryOutIsOneVerifierWithItsVolume() {
    var set = Chart.with("tryout.yaml", Map.of("verifier.replicas", 5)).only("StatefulSet");
    assertThat(set.at("/spec/replicas").asInt()).isEqualTo(1);
    assertThat(set.at("/spec/volumeClaimTemplates")).hasSize(1);
    assertThat(set.toString()).doesNotContain("ASSAY_DB_URL");
    // Else kubelet opens PostgreSQL's folder to its group, and PostgreSQL refuses it.
    assertThat(set.at("/spec/template/spec/securityContext/fsGroupChangePolicy").asText())
        .isEqualTo("OnRootMismatch");
  }

  // The verifier changes the mode of its folder, which only an owner may; a volume's root is not
  // its.
  @ParameterizedTest
  @MethodSource("sharing")
  void dataFolderIsOneThatTheVerifierMakes(String valueSet) {
    var pod = verifier(valueSet);
    assertThat(Pod.variable(pod.container("verifier"), "ASSAY_DATA"))
        .isEqualTo("/var/lib/assay/data");
    assertThat(pod.container("verifier").path("volumeMounts").toString())
        .contains("\"mountPath\":\"/var/lib/assay\"");
  }

  @ParameterizedTest
  @MethodSource("sharing")
  void verifiersShareTheirKeys(String valueSet) {
    var variables = Pod.variables(verifier(valueSet).container("verifier"));
    assertThat(variables)
        .containsKeys("ASSAY_RESULT_KEYS", "ASSAY_AUDIT_KEY", "ASSAY_TLS_CERT", "ASSAY_DB_URL");
  }

  @ParameterizedTest
  @MethodSource("sharing")
  void everyPartSpeaksOfTheSamePort(String valueSet) {
    var rendered = Chart.rendered(valueSet);
    var pod = verifier(valueSet);
    var port = pod.container("verifier").at("/ports/0/containerPort").asText();
    assertThat(Pod.variable(pod.container("verifier"), "ASSAY_PORT")).isEqualTo(port);
    assertThat(rendered.only("Service").at("/spec/ports/0/targetPort").asText())
        .isEqualTo(pod.container("verifier").at("/ports/0/name").asText());
    assertThat(ports(rendered.one("NetworkPolicy", "assay-verifier").at("/spec/ingress")))
        .containsExactly(port);
    assertThat(ports(rendered.one("NetworkPolicy", "assay-agent").at("/spec/egress")))
        .contains(port, "53");
  }

  @Test
  void portCanBeAnother() {
    var rendered = Chart.with(Map.of("verifier.port", 9443, "verifier.service.port", 443));
    assertThat(ports(rendered.one("NetworkPolicy", "assay-verifier").at("/spec/ingress")))
        .containsExactly("9443");
    assertThat(ports(rendered.one("NetworkPolicy", "assay-agent").at("/spec/egress")))
        .contains("9443");
    assertThat(rendered.only("DaemonSet").toString())
        .contains("assay-verifier.assay-system.svc:443\"");
  }

  @ParameterizedTest
  @MethodSource("sharing")
  void verifierReachesItsDatabaseAndNoMoreThanItNeeds(String valueSet) {
    var egress = Chart.rendered(valueSet).one("NetworkPolicy", "assay-verifier").at("/spec/egress");
    var hook = valueSet.equals("quarantine.yaml");
    assertThat(ports(egress))
        .isEqualTo(
            new TreeSet<>(
                hook ? Set.of("53", "443", "5432", "6443") : Set.of("53", "443", "5432")));
  }

  @Test
  void agentsElsewhereReachTheirVerifier() {
    var egress = Chart.rendered("agents.yaml").only("NetworkPolicy").at("/spec/egress");
    assertThat(ports(egress)).isEqualTo(new TreeSet<>(Set.of("53", "443")));
  }

  @Test
  void taintingTakesJustThis() {
    var rendered = Chart.rendered("quarantine.yaml");
    assertThat(rendered.only("ClusterRole").path("rules").toString())
        .isEqualTo(
            "[{\"apiGroups\":[\"\"],\"resources\":[\"nodes\"],\"verbs\":[\"get\",\"list\",\"patch\"]}]");
    assertThat(rendered.only("Role").at("/metadata/namespace").asText()).isEqualTo("default");
    assertThat(rendered.only("Role").path("rules").toString())
        .isEqualTo("[{\"apiGroups\":[\"\"],\"resources\":[\"events\"],\"verbs\":[\"create\"]}]");
    assertThat(Chart.rendered(Chart.DEFAULT).all("ClusterRole")).isEmpty();
  }

  @Test
  void nothingOnTheWayEndsTls() {
    var rendered = Chart.rendered("gateway.yaml");
    var ingress = rendered.only("Ingress");
    assertThat(ingress.path("spec").has("tls")).isFalse();
    assertThat(
            ingress
                .at("/metadata/annotations")
                .path("nginx.ingress.kubernetes.io/ssl-passthrough")
                .asText())
        .isEqualTo("true");
    assertThat(rendered.only("Gateway").at("/spec/listeners/0/tls/mode").asText())
        .isEqualTo("Passthrough");
    var names = PodRulesTest.texts(rendered.only("Certificate").at("/spec/dnsNames"));
    assertThat(names)
        .contains(
            "assay.example.net", "assay-ingress.example.net", "assay-verifier.assay-system.svc");
  }

  @Test
  void certificateIsGoodForTheNameThatAgentsUse() {
    for (var set : List.of("cert-manager.yaml", "gateway.yaml")) {
      var verifier =
          Chart.rendered(set).only("DaemonSet").at("/spec/template/spec/containers/0/env/0");
      assertThat(verifier.path("name").asText()).isEqualTo("ASSAY_VERIFIER");
      assertThat(PodRulesTest.texts(Chart.rendered(set).only("Certificate").at("/spec/dnsNames")))
          .contains(verifier.path("value").asText().split(":", -1)[0]);
    }
  }

  @Test
  void selectorsFindTheirPods() {
    var rendered = Chart.rendered("monitoring.yaml");
    var labels = verifier("monitoring.yaml").labels();
    for (var selector :
        List.of(
            rendered.only("Service").at("/spec/selector"),
            rendered.only("PodDisruptionBudget").at("/spec/selector/matchLabels"),
            rendered.one("NetworkPolicy", "assay-verifier").at("/spec/podSelector/matchLabels"),
            rendered.only("ServiceMonitor").at("/spec/selector/matchLabels"))) {
      assertThat(selector).isNotEmpty();
      selector
          .properties()
          .forEach(label -> assertThat(labels.get(label.getKey())).isEqualTo(label.getValue()));
    }
    var agents = rendered.pods().stream().filter(Pod::isAgent).findFirst().orElseThrow().labels();
    assertThat(agents.path("app.kubernetes.io/name"))
        .isNotEqualTo(labels.path("app.kubernetes.io/name"));
  }

  private static Pod verifier(String valueSet) {
    return Chart.rendered(valueSet).pods().stream()
        .filter(Pod::isVerifier)
        .findFirst()
        .orElseThrow();
  }

  private static Set<String> ports(JsonNode rules) {
    var ports = new TreeSet<String>();
    rules.forEach(
        rule -> rule.path("ports").forEach(port -> ports.add(port.path("port").asText())));
    return ports;
  }
}
