package dev.assay.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PodRulesTest {
  /// The one container that is root, to hand the state folder over.
  private static final String PREPARING = "prepare-state";

  static Stream<Pod> pods() {
    return Chart.valueSets()
        .map(Chart::rendered)
        .flatMap(rendered -> rendered.pods().stream())
        .distinct();
  }

  @ParameterizedTest
  @MethodSource("pods")
  void nothingIsPrivileged(Pod pod) {
    assertThat(pod.spec().toString())
        .doesNotContain("\"privileged\"", "hostNetwork", "hostPID", "hostIPC");
    for (var container : pod.containers()) {
      assertThat(pod.security(container, "allowPrivilegeEscalation").asBoolean(true)).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("pods")
  void nobodyHasACapabilityButTheOneWhoHandsTheFolderOver(Pod pod) {
    for (var container : pod.containers()) {
      var capabilities = pod.security(container, "capabilities");
      assertThat(texts(capabilities.path("drop"))).containsExactly("ALL");
      var name = container.path("name").asText();
      assertThat(texts(capabilities.path("add")))
          .as(name)
          .isEqualTo(name.equals(PREPARING) ? List.of("CHOWN") : List.of());
    }
  }

  @ParameterizedTest
  @MethodSource("pods")
  void nobodyIsRootButWhoMustBe(Pod pod) {
    boolean asked = pod.isAgent() && pod.spec().at("/securityContext/runAsUser").asInt(-1) == 0;
    for (var container : pod.containers()) {
      boolean root = asked || container.path("name").asText().equals(PREPARING);
      assertThat(pod.security(container, "runAsUser").asInt()).isEqualTo(root ? 0 : 65532);
      assertThat(pod.security(container, "runAsNonRoot").asBoolean()).isEqualTo(!root);
    }
  }

  @Test
  void agentsAreRootOnlyWhereThatIsAsked() {
    var roots =
        Chart.valueSets()
            .filter(
                set ->
                    Chart.rendered(set).pods().stream()
                        .anyMatch(p -> p.spec().at("/securityContext/runAsUser").asInt(-1) == 0));
    assertThat(roots).containsExactly("agents.yaml");
  }

  @ParameterizedTest
  @MethodSource("pods")
  void rootFileSystemIsReadOnlyAndSystemCallsAreFiltered(Pod pod) {
    for (var container : pod.containers()) {
      assertThat(pod.security(container, "readOnlyRootFilesystem").asBoolean()).isTrue();
      assertThat(pod.security(container, "seccompProfile").path("type").asText())
          .isEqualTo("RuntimeDefault");
    }
  }

  @ParameterizedTest
  @MethodSource("pods")
  void resourcesAreRequestedAndLimited(Pod pod) {
    for (var container : pod.containers()) {
      for (var kind : List.of("requests", "limits")) {
        for (var what : List.of("cpu", "memory")) {
          assertThat(container.path("resources").path(kind).path(what).asText())
              .as("%s of %s of %s", kind, what, container.path("name"))
              .isNotEmpty();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pods")
  void imagesHaveAVersion(Pod pod) {
    for (var container : pod.containers()) {
      assertThat(container.path("image").asText())
          .matches("assay/(verifier|agent):0\\.1\\.0-snapshot");
    }
  }

  @Test
  void imagesComeFromYourRegistryByDigest() {
    var digest = "sha256:" + "0a".repeat(32);
    var rendered =
        Chart.with(
            Map.of(
                "image.registry",
                "registry.example/tools",
                "image.tag",
                "1.2.3",
                "agent.image.digest",
                digest));
    assertThat(rendered.pods())
        .flatExtracting(Pod::containers)
        .extracting(container -> container.path("image").asText())
        .containsOnly(
            "registry.example/tools/assay/verifier:1.2.3",
            "registry.example/tools/assay/agent@" + digest);
  }

  @ParameterizedTest
  @MethodSource("pods")
  void probesAreThereAndReachAPathThatIsOpen(Pod pod) {
    if (pod.isVerifier()) {
      var verifier = pod.container("verifier");
      for (var probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
        var get = verifier.path(probe).path("httpGet");
        assertThat(get.path("scheme").asText()).isEqualTo("HTTPS");
        assertThat(get.path("path").asText()).startsWith("/q/health/");
        assertThat(get.path("port").asText()).isEqualTo("https");
      }
      // A database that is away makes it not ready; it must not be killed for that.
      assertThat(verifier.at("/livenessProbe/httpGet/path").asText()).isEqualTo("/q/health/live");
    }
    if (pod.isAgent()) {
      assertThat(texts(pod.container("agent").at("/readinessProbe/exec/command")))
          .containsExactly("assay-agent", "doctor");
    }
  }

  // A Service called assay would set ASSAY_PORT, which is a setting.
  @ParameterizedTest
  @MethodSource("pods")
  void servicesSetNoVariables(Pod pod) {
    assertThat(pod.spec().path("enableServiceLinks").asBoolean(true)).isFalse();
  }

  @ParameterizedTest
  @MethodSource("pods")
  void tokenOfTheClusterIsMountedOnlyWhereNodesAreTainted(Pod pod) {
    boolean mounted = pod.spec().path("automountServiceAccountToken").asBoolean(true);
    assertThat(mounted).isEqualTo(pod.isVerifier() && isOf("quarantine.yaml", pod));
  }

  private static boolean isOf(String valueSet, Pod pod) {
    return Chart.rendered(valueSet).pods().contains(pod);
  }

  // Pod Security Standards, profile "restricted": a namespace may enforce it for the verifier.
  @ParameterizedTest
  @MethodSource("pods")
  void verifierMountsOnlyWhatTheRestrictedProfileAllows(Pod pod) {
    var allowed = Set.of("configMap", "secret", "emptyDir", "persistentVolumeClaim", "projected");
    if (!pod.isAgent()) {
      for (var volume : pod.spec().path("volumes")) {
        volume
            .fieldNames()
            .forEachRemaining(
                field -> assertThat(field).matches(f -> f.equals("name") || allowed.contains(f)));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pods")
  void everyMountHasItsVolumeAndEveryVolumeItsMount(Pod pod) {
    var volumes = new TreeSet<String>();
    pod.spec().path("volumes").forEach(volume -> volumes.add(volume.path("name").asText()));
    if (pod.owner().startsWith("StatefulSet")) {
      volumes.add("data");
    }
    var mounts = new TreeSet<String>();
    for (var container : pod.containers()) {
      container.path("volumeMounts").forEach(mount -> mounts.add(mount.path("name").asText()));
      // Only so is a renewed certificate or a new signer seen without a restart.
      assertThat(container.path("volumeMounts").toString()).doesNotContain("subPath");
    }
    assertThat(mounts).isEqualTo(volumes);
  }

  static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }
}
