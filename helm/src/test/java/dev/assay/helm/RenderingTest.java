package dev.assay.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.marcnuri.helm.Helm;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RenderingTest {
  static Stream<String> valueSets() {
    return Chart.valueSets();
  }

  @Test
  void lintHasNothingToSay() {
    var result = new Helm(Chart.FOLDER).lint().strict().call();
    assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
    assertThat(result.getMessages()).noneMatch(message -> message.contains("[WARNING]"));
  }

  @ParameterizedTest
  @MethodSource("valueSets")
  void everyObjectIsReadStrictly(String valueSet) {
    for (var object : Chart.rendered(valueSet).objects()) {
      assertThatCode(
              () -> {
                if (StrictModel.classOf(object).isPresent()) {
                  StrictModel.read(object);
                } else {
                  assertThat(Definitions.violations(object)).isEmpty();
                }
              })
          .as("%s %s", object.path("kind"), Chart.Rendered.name(object))
          .doesNotThrowAnyException();
    }
  }

  @Test
  void fieldThatKubernetesDoesNotKnowIsNoticed() {
    var deployment = Chart.rendered(Chart.DEFAULT).only("Deployment").deepCopy();
    ((ObjectNode) deployment.at("/spec/template/spec/containers/0")).put("livenesProbe", "x");
    assertThatThrownBy(() -> StrictModel.read(deployment))
        .isInstanceOf(UnrecognizedPropertyException.class)
        .hasMessageContaining("livenesProbe");
  }

  @Test
  void fieldThatACustomResourceDoesNotHaveIsNoticed() {
    var cluster = Chart.rendered("cloudnative-pg.yaml").only("Cluster").deepCopy();
    ((ObjectNode) cluster.at("/spec/storage")).put("sizes", "x");
    ((ObjectNode) cluster.at("/spec")).put("instances", "three");
    assertThat(Definitions.violations(cluster))
        .anyMatch(violation -> violation.contains("sizes"))
        .anyMatch(violation -> violation.contains("instances"));
  }

  @ParameterizedTest
  @MethodSource("valueSets")
  void noTwoObjectsHaveTheSameName(String valueSet) {
    assertThat(Chart.rendered(valueSet).objects())
        .isNotEmpty()
        .extracting(object -> object.path("kind").asText() + " " + Chart.Rendered.name(object))
        .doesNotHaveDuplicates();
  }

  // What a value set is there for.
  @Test
  void valueSetsRenderWhatTheyAreCalledFor() {
    assertThat(kinds(Chart.DEFAULT))
        .isEqualTo(
            "DaemonSet: 1, Deployment: 1, NetworkPolicy: 2, Pod: 1,"
                + " PodDisruptionBudget: 1, Secret: 1, Service: 1, ServiceAccount: 2");
    assertThat(kinds("tryout.yaml")).contains("StatefulSet: 1").doesNotContain("Deployment");
    assertThat(kinds("cert-manager.yaml")).contains("Certificate: 1", "ConfigMap: 1");
    assertThat(kinds("cloudnative-pg.yaml")).contains("Cluster: 1").doesNotContain("Secret");
    assertThat(kinds("gateway.yaml"))
        .contains("Gateway: 1", "TLSRoute: 1", "Ingress: 1", "HorizontalPodAutoscaler: 1");
    assertThat(kinds("monitoring.yaml")).contains("ServiceMonitor: 1", "PrometheusRule: 1");
    assertThat(kinds("quarantine.yaml")).contains("ClusterRole: 1", "ClusterRoleBinding: 1");
    assertThat(kinds("agents.yaml"))
        .isEqualTo("ConfigMap: 1, DaemonSet: 1, NetworkPolicy: 1, ServiceAccount: 1");
  }

  private static String kinds(String valueSet) {
    return Chart.rendered(valueSet).objects().stream()
        .collect(
            Collectors.groupingBy(
                object -> object.path("kind").asText(),
                java.util.TreeMap::new,
                Collectors.counting()))
        .entrySet()
        .stream()
        .map(entry -> entry.getKey() + ": " + entry.getValue())
        .collect(Collectors.joining(", "));
  }
}
