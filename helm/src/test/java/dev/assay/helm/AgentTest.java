package dev.assay.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AgentTest {
  static Stream<Pod> agents() {
    return Chart.valueSets()
        .flatMap(set -> Chart.rendered(set).pods().stream())
        .filter(Pod::isAgent)
        .distinct();
  }

  @ParameterizedTest
  @MethodSource("agents")
  void quarantinedNodeStillAttests(Pod agent) {
    var tolerated =
        stream(agent.spec().path("tolerations"))
            .filter(one -> one.path("key").asText().equals("assay.dev/untrusted"));
    assertThat(tolerated)
        .singleElement()
        .satisfies(one -> assertThat(one.path("operator").asText()).isEqualTo("Exists"))
        .satisfies(one -> assertThat(one.has("effect")).isFalse())
        .satisfies(one -> assertThat(one.has("tolerationSeconds")).isFalse());
  }

  @Test
  void furtherTolerationsReplaceNothing() {
    var rendered = Chart.with(Map.of("agent.tolerations[0].operator", "Exists"));
    assertThat(rendered.only("DaemonSet").at("/spec/template/spec/tolerations")).hasSize(2);
  }

  @Test
  void verifierRunsOnNoQuarantinedNode() {
    assertThat(Chart.rendered(Chart.DEFAULT).only("Deployment").toString())
        .doesNotContain("assay.dev/untrusted");
  }

  // Without privileges a device that is mounted can't be opened; a device plugin gives it out.
  @ParameterizedTest
  @MethodSource("agents")
  void tpmComesFromADevicePlugin(Pod agent) {
    for (var name : List.of("enroll", "agent")) {
      assertThat(agent.container(name).at("/resources/limits").path("squat.ai/tpmrm").asInt())
          .isEqualTo(1);
    }
    assertThat(agent.spec().path("volumes").toString()).doesNotContain("/dev/");
  }

  @Test
  void softwareTpmIsASocketOfTheNode() {
    var agent = Chart.with(Map.of("agent.tpm.address", "unix:/run/swtpm/server")).only("DaemonSet");
    assertThat(agent.toString()).doesNotContain("squat.ai");
    assertThat(agent.at("/spec/template/spec/volumes").toString()).contains("\"/run/swtpm\"");
  }

  @ParameterizedTest
  @MethodSource("agents")
  void whatBelongsToTheNodeIsReadOnlyButForTheState(Pod agent) {
    var writable =
        agent.containers().stream()
            .flatMap(container -> stream(container.path("volumeMounts")))
            .filter(mount -> !mount.path("readOnly").asBoolean())
            .map(mount -> mount.path("name").asText());
    assertThat(writable).containsOnly("state", "tmp");
  }

  // The file is root's and its group may read it.
  @ParameterizedTest
  @MethodSource("agents")
  void groupsReadTheLogAndOpenTheTpm(Pod agent) {
    assertThat(stream(agent.spec().at("/securityContext/supplementalGroups")).map(JsonNode::asInt))
        .startsWith(0)
        .hasSizeGreaterThan(1);
  }

  @ParameterizedTest
  @MethodSource("agents")
  void identityStaysOnTheNode(Pod agent) {
    var state =
        stream(agent.spec().path("volumes"))
            .filter(volume -> volume.path("name").asText().equals("state"));
    assertThat(state)
        .singleElement()
        .satisfies(
            volume ->
                assertThat(volume.at("/hostPath/path").asText()).isEqualTo("/var/lib/assay-agent"));
    assertThat(variable(agent, "ASSAY_STATE").asText()).isEqualTo("/var/lib/assay-agent");
  }

  @ParameterizedTest
  @MethodSource("agents")
  void machineIsCalledAsItsNode(Pod agent) {
    assertThat(variable(agent, "ASSAY_HOST_NAME").at("/fieldRef/fieldPath").asText())
        .isEqualTo("spec.nodeName");
  }

  // The kubelet of a node can read every Secret that a pod on it names.
  @ParameterizedTest
  @MethodSource("agents")
  void nodesSeeNoSecret(Pod agent) {
    assertThat(agent.spec().toString()).doesNotContain("secretName", "secretKeyRef", "secretRef");
  }

  @ParameterizedTest
  @MethodSource("agents")
  void whatRootAloneMayReadIsMountedForRootAlone(Pod agent) {
    boolean root = agent.spec().at("/securityContext/runAsUser").asInt() == 0;
    assertThat(Pod.variables(agent.container("agent")).containsKey("ASSAY_SYSFS")).isEqualTo(root);
    var sysfs =
        stream(agent.container("agent").path("volumeMounts"))
            .map(mount -> mount.path("mountPath").asText())
            .filter(path -> path.startsWith("/host/sys/"));
    var expected =
        List.of("/host/sys/bus/pci/devices", "/host/sys/devices", "/host/sys/firmware/dmi/tables");
    assertThat(sysfs).isEqualTo(root ? expected : List.of());
  }

  @Test
  void agentsTrustTheCaThatTheChartMade() {
    var rendered = Chart.rendered("tryout.yaml");
    var ca = rendered.one("ConfigMap", "assay-ca").at("/data/ca.crt").asText();
    assertThat(ca).startsWith("-----BEGIN CERTIFICATE-----");
    var secret = rendered.one("Secret", "assay-tls").at("/data/ca.crt").asText();
    assertThat(new String(Base64.getDecoder().decode(secret), StandardCharsets.UTF_8))
        .isEqualTo(ca);
  }

  @Test
  void withoutACaThePublicOnesAreTrusted() {
    var agent = Chart.with(Map.of("agent.ca.existingConfigMap", "")).only("DaemonSet");
    assertThat(agent.toString()).doesNotContain("ASSAY_CA", "\"ca\"");
  }

  private static JsonNode variable(Pod agent, String name) {
    return Pod.variables(agent.container("agent")).getOrDefault(name, Chart.YAML.nullNode());
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
