package dev.assay.verifier.service.hooks;

import static dev.assay.verifier.testing.TestService.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.verifier.service.Outcome;
import dev.assay.verifier.service.hooks.Hook.Origin;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HookDescriptionTest {

  private static HookDescription webhook(@Nullable String url, @Nullable List<String> secrets) {
    return new HookDescription(
        "tickets", url, secrets, null, null, null, null, null, null, null, null, null, null, null);
  }

  private static String refusal(HookDescription description) {
    return switch (description.read(Origin.API)) {
      case Outcome.Declined<Hook>(_, var detail) -> detail;
      case Outcome.Done<Hook>(var hook) -> throw new AssertionError("was taken: " + hook);
    };
  }

  @Test
  void whatIsWrittenDownReadsTheSame() {
    var hook =
        done(
            new HookDescription(
                    "tickets",
                    "https://tickets.example:8443/in",
                    List.of("env:KEY", "file:/etc/assay/key"),
                    true,
                    "/etc/assay/ca.pem",
                    "/etc/assay/client.pem",
                    "/etc/assay/client.key",
                    null,
                    null,
                    null,
                    null,
                    List.of("dev.assay.machine.quarantined"),
                    List.of("X11"),
                    "warning")
                .read(Origin.API));
    assertThat(done(HookDescription.of(hook).read(Origin.API))).isEqualTo(hook);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://tickets.example/",
        "ftp://tickets.example/",
        "https://user:pw@tickets.example/",
        "https://tickets.example/\r\nHost: other",
        "https://tickets.example/#part",
        "https:///nobody",
        "https://tickets.example/a b"
      })
  void urlThatIsNoPlainHttpsIsRefused(String url) {
    assertThat(refusal(webhook(url, List.of("env:KEY")))).startsWith("url: must be https");
  }

  @Test
  void secretItselfIsRefusedWhereAReferenceBelongs() {
    var refusal = refusal(webhook("https://a.example/", List.of("whsec_c2VjcmV0")));
    assertThat(refusal).startsWith("secrets:").doesNotContain("c2VjcmV0");
  }

  @Test
  void hookWithoutSecretIsRefused() {
    assertThat(refusal(webhook("https://a.example/", null))).contains("at least one");
  }

  private static HookDescription command(String program, @Nullable String user) {
    return new HookDescription(
        "page",
        null,
        null,
        null,
        null,
        null,
        null,
        List.of(program),
        null,
        user,
        null,
        null,
        null,
        null);
  }

  private static HookDescription cluster(String name, KubernetesDescription cluster) {
    return new HookDescription(
        name, null, null, null, null, null, null, null, null, null, cluster, null, null, null);
  }

  @Test
  void relativeProgramIsRefused() {
    assertThat(refusal(command("page.sh", null))).contains("absolute path");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--reuid=0", "a b", "0", "a:b"})
  void userThatIsNoNameIsRefused(String user) {
    assertThat(refusal(command("/bin/true", user))).startsWith("user:");
  }

  @Test
  void commandOfAUserReadsTheSame() {
    var hook = done(command("/bin/true", "hook-runner").read(Origin.FILE));
    assertThat(done(HookDescription.of(hook).read(Origin.FILE))).isEqualTo(hook);
  }

  @Test
  void exactlyOneReceiver() {
    assertThat(refusal(webhook(null, List.of("env:KEY"))))
        .contains("one of url, command and kubernetes");
  }

  @Test
  void clusterWithNothingSaidIsTheStrictOne() {
    var nothing = new KubernetesDescription(null, null, null, null, null);
    var hook = done(cluster("cluster", nothing).read(Origin.API));
    assertThat(hook.target())
        .isEqualTo(
            new HookTarget.Kubernetes(
                Optional.empty(),
                new NodeRef.ByLabel(
                    "assay.dev.node-restriction.kubernetes.io/machine", "{machine}"),
                "assay.dev/untrusted",
                HookTarget.TaintEffect.NO_EXECUTE,
                false));
    assertThat(done(HookDescription.of(hook).read(Origin.API))).isEqualTo(hook);
  }

  @Test
  void clusterReadsTheSame() {
    var hook =
        done(
            cluster(
                    "cluster",
                    new KubernetesDescription(
                        "file:/etc/assay/kubeconfig",
                        "providerId:metal3://{chassisSerial}",
                        "acme.example/out",
                        "NoSchedule",
                        true))
                .read(Origin.API));
    assertThat(done(HookDescription.of(hook).read(Origin.API))).isEqualTo(hook);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "host",
        "label:assay.dev/machine",
        "label:assay.dev/machine=fixed",
        "label:a b={machine}",
        "label:assay.dev/machine={hostName}",
        "providerId:",
        "providerId:{machine}{machine}"
      })
  void nodeThatNoFactOfTheMachineNamesIsRefused(String node) {
    assertThat(refusal(cluster("a", new KubernetesDescription(null, node, null, null, null))))
        .startsWith("node:");
  }

  @Test
  void clusterIsRefusedWhatKubernetesRefuses() {
    assertThat(refusal(cluster("a", new KubernetesDescription(null, null, "a b", null, null))))
        .startsWith("taintKey:");
    assertThat(refusal(cluster("a", new KubernetesDescription(null, null, null, "Now", null))))
        .startsWith("taintEffect:");
    assertThat(refusal(cluster("a-", new KubernetesDescription(null, null, null, null, null))))
        .startsWith("name:");
    assertThat(
            refusal(cluster("a", new KubernetesDescription("users: []", null, null, null, null))))
        .startsWith("kubeconfig:");
  }
}
