package dev.assay.verifier.hooks;

import static dev.assay.verifier.testing.TestService.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.verifier.service.MachineId;
import dev.assay.verifier.service.hooks.Attempt;
import dev.assay.verifier.service.hooks.Hook;
import dev.assay.verifier.service.hooks.HookDescription;
import dev.assay.verifier.service.hooks.KubernetesDescription;
import dev.assay.verifier.service.hooks.MachinesOfEvents;
import dev.assay.verifier.service.hooks.OutgoingEvent;
import dev.assay.verifier.service.quarantine.EventKind;
import dev.assay.verifier.testing.TestCluster;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.NodeListBuilder;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the hook does to nodes. A mock of the API server stands in for a cluster: none runs here.
class KubernetesCallerTest {
  private static final String LABEL = "assay.dev.node-restriction.kubernetes.io/machine";
  private static final String FOREIGN = "others.example/gpu=yes:NoSchedule";
  private static final String OWN = "assay.dev/untrusted=EVENT_CHANGED:NoExecute";
  private static final String ANNOTATION = "hooks.assay.dev/cluster";
  private static final MachineId MACHINE = MachineId.parse("1f".repeat(32)).orElseThrow();

  @TempDir Path folder;

  private final Vertx vertx = Vertx.vertx();
  private final List<AutoCloseable> toClose = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (var thing : toClose) {
      thing.close();
    }
    vertx.close().toCompletionStage().toCompletableFuture().get();
  }

  private TestCluster keeping() {
    var cluster = TestCluster.keeping();
    toClose.add(cluster);
    return cluster;
  }

  private TestCluster expecting() {
    var cluster = TestCluster.expecting();
    toClose.add(cluster);
    return cluster;
  }

  private static String label() {
    return MACHINE.toHex().substring(0, 32);
  }

  private Hook hook(String name, KubernetesDescription described) {
    return done(
        new HookDescription(
                name, null, null, null, null, null, null, null, null, null, described, null, null,
                null)
            .read(Hook.Origin.API));
  }

  private Hook hook(TestCluster cluster, @Nullable String node, boolean cordon) {
    return hook(
        "cluster",
        new KubernetesDescription("file:" + cluster.kubeconfig(folder), node, null, null, cordon));
  }

  private static OutgoingEvent event(EventKind kind) {
    var body =
        """
        {"data": {"reason": "PCR 0 differs", "cause": {"verdict": "UNTRUSTED",
          "finding": "EVENT_CHANGED", "goldenSets": ["abc-firmware", "abc-os"]}}}
        """;
    boolean test = kind == EventKind.TEST;
    return new OutgoingEvent(
        7,
        "evt_" + kind.name().toLowerCase(java.util.Locale.ROOT),
        Instant.EPOCH,
        kind,
        test ? Optional.empty() : Optional.of(MACHINE),
        body);
  }

  private Attempt call(Hook hook, EventKind kind) {
    return new HookAdapters(vertx, Map.of(), new Delivered(), java.time.Clock.systemUTC())
        .call(hook, event(kind));
  }

  /// A machine that its shipment delivered in a chassis.
  private static final class Delivered implements MachinesOfEvents {
    @Override
    public Optional<String> result(MachineId id) {
      return Optional.empty();
    }

    @Override
    public Optional<String> chassisSerial(MachineId id) {
      return Optional.of("CH-17");
    }
  }

  private static String error(Attempt attempt) {
    return switch (attempt) {
      case Attempt.Failed(var error, _) -> error;
      case Attempt.Delivered(var answer) -> throw new AssertionError("was delivered: " + answer);
    };
  }

  private static void delivered(Attempt attempt) {
    assertThat(attempt).isInstanceOf(Attempt.Delivered.class);
  }

  @Test
  void quarantineTaintsLabelsAndTellsWhyAndReleaseTakesAllOfItOff() {
    var cluster = keeping();
    var before = cluster.add("web-07", Map.of(LABEL, label()), "");
    var other = cluster.add("web-08", Map.of(LABEL, "another"), "");
    var hook = hook(cluster, null, false);

    delivered(call(hook, EventKind.QUARANTINED));
    assertThat(cluster.taints("web-07")).containsExactlyInAnyOrder(FOREIGN, OWN);
    assertThat(cluster.node("web-07").getMetadata().getLabels())
        .containsEntry("assay.dev/trust", "untrusted")
        .containsEntry("assay.dev/golden-set", "abc-firmware_abc-os");
    assertThat(cluster.node("web-07").getSpec().getUnschedulable()).isNull();
    var events = cluster.client().v1().events().inNamespace("default").list().getItems();
    assertThat(events).hasSize(1);
    assertThat(events.getFirst().getInvolvedObject().getName()).isEqualTo("web-07");
    assertThat(events.getFirst().getReason()).isEqualTo("AssayQuarantined");
    assertThat(events.getFirst().getMessage()).isEqualTo("PCR 0 differs");

    delivered(call(hook, EventKind.RELEASED));
    assertThat(cluster.node("web-07").getSpec()).isEqualTo(before.getSpec());
    assertThat(cluster.node("web-07").getMetadata().getLabels())
        .isEqualTo(before.getMetadata().getLabels());
    assertThat(cluster.node("web-07").getMetadata().getAnnotations()).isNullOrEmpty();
    assertThat(cluster.node("web-08")).isEqualTo(other);
  }

  @Test
  void eventThatComesTwiceChangesNothingTheSecondTime() {
    var cluster = keeping();
    cluster.add("web-07", Map.of(LABEL, label()), "");
    var hook = hook(cluster, null, true);
    delivered(call(hook, EventKind.QUARANTINED));
    var once = cluster.node("web-07");
    delivered(call(hook, EventKind.QUARANTINED));
    assertThat(cluster.node("web-07")).isEqualTo(once);
    assertThat(cluster.client().v1().events().inNamespace("default").list().getItems()).hasSize(1);
    delivered(call(hook, EventKind.RELEASED));
    var released = cluster.node("web-07");
    delivered(call(hook, EventKind.RELEASED));
    assertThat(cluster.node("web-07")).isEqualTo(released);
  }

  @Test
  void onlyACordonOfItsOwnIsTakenOff() {
    var cluster = keeping();
    cluster.add("web-07", Map.of(LABEL, label()), "");
    var hook = hook(cluster, null, true);
    delivered(call(hook, EventKind.QUARANTINED));
    assertThat(cluster.node("web-07").getSpec().getUnschedulable()).isTrue();
    delivered(call(hook, EventKind.RELEASED));
    assertThat(cluster.node("web-07").getSpec().getUnschedulable()).isNull();

    cluster.client().nodes().withName("web-07").edit(KubernetesCallerTest::cordoned);
    delivered(call(hook, EventKind.QUARANTINED));
    delivered(call(hook, EventKind.RELEASED));
    assertThat(cluster.node("web-07").getSpec().getUnschedulable()).isTrue();
    assertThat(cluster.taints("web-07")).containsExactly(FOREIGN);
  }

  private static Node cordoned(Node node) {
    return new NodeBuilder(node).editSpec().withUnschedulable(true).endSpec().build();
  }

  @Test
  void taintOfTheSameKeyThatSomebodyElsePutOnStays() {
    var cluster = keeping();
    cluster.add("web-07", Map.of(LABEL, label()), "");
    taint(cluster, "assay.dev/untrusted", "by-hand", "NoExecute");
    var hook = hook(cluster, null, false);
    delivered(call(hook, EventKind.QUARANTINED));
    delivered(call(hook, EventKind.RELEASED));
    assertThat(cluster.taints("web-07"))
        .containsExactlyInAnyOrder(FOREIGN, "assay.dev/untrusted=by-hand:NoExecute");
  }

  private static void taint(TestCluster cluster, String key, String value, String effect) {
    cluster
        .client()
        .nodes()
        .withName("web-07")
        .edit(
            node ->
                new NodeBuilder(node)
                    .editSpec()
                    .addNewTaint()
                    .withKey(key)
                    .withValue(value)
                    .withEffect(effect)
                    .endTaint()
                    .endSpec()
                    .build());
  }

  @Test
  void forgedMemoryTakesOffNothingOfOthers() {
    var cluster = keeping();
    cluster.add("web-07", Map.of(LABEL, label()), "");
    var hook = hook(cluster, null, false);
    delivered(call(hook, EventKind.QUARANTINED));
    // A kubelet may change the annotations of its own node, not its taints.
    remember(
        cluster,
        """
        {"taint": {"key": "others.example/gpu", "value": "yes", "effect": "NoSchedule"}}
        """);
    assertThat(error(call(hook, EventKind.RELEASED))).contains("by hand");
    assertThat(cluster.taints("web-07")).containsExactlyInAnyOrder(FOREIGN, OWN);
  }

  @Test
  void lostMemoryIsAFailureAndNotAGuess() {
    var cluster = keeping();
    cluster.add("web-07", Map.of(LABEL, label()), "");
    var hook = hook(cluster, null, false);
    delivered(call(hook, EventKind.QUARANTINED));
    remember(cluster, "gone");
    assertThat(error(call(hook, EventKind.RELEASED))).contains("by hand");
    assertThat(cluster.taints("web-07")).contains(OWN);
  }

  private static void remember(TestCluster cluster, String memory) {
    cluster
        .client()
        .nodes()
        .withName("web-07")
        .edit(
            node ->
                new NodeBuilder(node)
                    .editMetadata()
                    .addToAnnotations(ANNOTATION, memory)
                    .endMetadata()
                    .build());
  }

  @Test
  void nodeIsFoundByTheProviderIdThatItsShipmentGives() {
    var cluster = keeping();
    cluster.add("web-07", Map.of(), "metal3://CH-17");
    cluster.add("web-08", Map.of(), "metal3://CH-18");
    delivered(
        call(hook(cluster, "providerId:metal3://{chassisSerial}", false), EventKind.QUARANTINED));
    assertThat(cluster.taints("web-07")).contains(OWN);
    assertThat(cluster.taints("web-08")).containsExactly(FOREIGN);
  }

  @Test
  void noNodeAndTwoNodesAreFailuresThatSayWhatWasLookedFor() {
    var cluster = keeping();
    var hook = hook(cluster, null, false);
    assertThat(error(call(hook, EventKind.QUARANTINED))).contains("no node", label());
    cluster.add("web-07", Map.of(LABEL, label()), "");
    cluster.add("web-08", Map.of(LABEL, label()), "");
    assertThat(error(call(hook, EventKind.QUARANTINED))).contains("several nodes", label());
    assertThat(cluster.taints("web-07")).containsExactly(FOREIGN);
    assertThat(cluster.taints("web-08")).containsExactly(FOREIGN);
  }

  @Test
  void hooksThatChangeOneNodeAtOnceLoseNothing() throws InterruptedException, ExecutionException {
    var cluster = keeping();
    cluster.add("web-07", Map.of(LABEL, label()), "");
    var access = "file:" + cluster.kubeconfig(folder);
    var hooks =
        List.of("a", "b", "c").stream()
            .map(
                name ->
                    hook(
                        name,
                        new KubernetesDescription(
                            access, null, name + ".example/out", null, false)))
            .toList();
    allAtOnce(hooks, EventKind.QUARANTINED);
    assertThat(cluster.taints("web-07")).hasSize(4).contains(FOREIGN);
    allAtOnce(hooks, EventKind.RELEASED);
    assertThat(cluster.taints("web-07")).containsExactly(FOREIGN);
  }

  private void allAtOnce(List<Hook> hooks, EventKind kind)
      throws InterruptedException, ExecutionException {
    try (var together = Executors.newVirtualThreadPerTaskExecutor()) {
      var calls = hooks.stream().map(hook -> together.submit(() -> call(hook, kind))).toList();
      for (Future<Attempt> call : calls) {
        delivered(call.get());
      }
    }
  }

  private static Node node(String version) {
    return new NodeBuilder()
        .withNewMetadata()
        .withName("web-07")
        .withResourceVersion(version)
        .addToLabels(LABEL, label())
        .endMetadata()
        .withNewSpec()
        .endSpec()
        .build();
  }

  private static String listPath(String selector, int limit) {
    return "/api/v1/nodes?labelSelector=%s&limit=%d"
        .formatted(selector.replace("/", "%2F").replace("=", "%3D"), limit);
  }

  private static void answerNode(TestCluster cluster, String version) {
    cluster
        .server()
        .expect()
        .get()
        .withPath(listPath(LABEL + "=" + label(), 2))
        .andReturn(200, new NodeListBuilder().withItems(node(version)).build())
        .once();
    cluster
        .server()
        .expect()
        .get()
        .withPath("/api/v1/nodes/web-07")
        .andReturn(200, node(version))
        .once();
  }

  private static void answerPatch(TestCluster cluster, int status) {
    cluster
        .server()
        .expect()
        .patch()
        .withPath("/api/v1/nodes/web-07?fieldManager=assay")
        .andReturn(status, status == 200 ? node("9") : new StatusBuilder().withCode(status).build())
        .once();
  }

  private static void answerEvent(TestCluster cluster, String query, int status) {
    cluster
        .server()
        .expect()
        .post()
        .withPath("/api/v1/namespaces/default/events" + query)
        .andReturn(status, new StatusBuilder().withCode(status).build())
        .once();
  }

  @Test
  void conflictIsReadAgainAndTriedAgain() throws InterruptedException {
    var cluster = expecting();
    answerNode(cluster, "5");
    answerPatch(cluster, 409);
    answerNode(cluster, "6");
    answerPatch(cluster, 200);
    answerEvent(cluster, "", 201);
    delivered(call(hook(cluster, null, false), EventKind.QUARANTINED));
    var patches = patches(cluster);
    assertThat(patches).hasSize(2);
    assertThat(patches.getFirst()).contains("/metadata/resourceVersion\",\"value\":\"5\"");
    assertThat(patches.getLast()).contains("/metadata/resourceVersion\",\"value\":\"6\"");
  }

  private static List<String> patches(TestCluster cluster) throws InterruptedException {
    var bodies = new ArrayList<String>();
    for (int left = cluster.server().getRequestCount(); left > 0; left--) {
      var request = cluster.server().takeRequest();
      if (request.getMethod().equals("PATCH")) {
        bodies.add(request.getBody().readUtf8());
      }
    }
    return bodies;
  }

  @Test
  void conflictThatDoesNotEndIsLeftToTheOutbox() {
    var cluster = expecting();
    for (int i = 0; i < 6; i++) {
      answerNode(cluster, "5");
      answerPatch(cluster, 409);
    }
    assertThat(error(call(hook(cluster, null, false), EventKind.QUARANTINED))).contains("409");
  }

  @Test
  void missingRightIsNamed() {
    var listing = expecting();
    listing
        .server()
        .expect()
        .get()
        .withPath(listPath(LABEL + "=" + label(), 2))
        .andReturn(403, new StatusBuilder().withCode(403).build())
        .always();
    assertThat(error(call(hook(listing, null, false), EventKind.QUARANTINED)))
        .contains("the verb list on nodes");
    var patching = expecting();
    answerNode(patching, "5");
    answerPatch(patching, 403);
    assertThat(error(call(hook(patching, null, false), EventKind.QUARANTINED)))
        .contains("patch on nodes");
  }

  @Test
  void unknownAccountIsAFailure() {
    var cluster = expecting();
    cluster
        .server()
        .expect()
        .get()
        .withPath(listPath(LABEL + "=" + label(), 2))
        .andReturn(401, new StatusBuilder().withCode(401).build())
        .always();
    assertThat(error(call(hook(cluster, null, false), EventKind.QUARANTINED)))
        .contains("401")
        .doesNotContain(TestCluster.TOKEN);
  }

  @Test
  void clusterThatIsBusySaysWhenToComeBack() {
    var cluster = expecting();
    cluster
        .server()
        .expect()
        .get()
        .withPath(listPath(LABEL + "=" + label(), 2))
        .andReturn(
            429,
            new StatusBuilder()
                .withCode(429)
                .withNewDetails()
                .withRetryAfterSeconds(7)
                .endDetails()
                .build())
        .always();
    assertThat(call(hook(cluster, null, false), EventKind.QUARANTINED))
        .isEqualTo(
            new Attempt.Failed(
                "The cluster answered with status 429.", Optional.of(Duration.ofSeconds(7))));
  }

  @Test
  void eventThatCanNotBeWrittenDoesNotUndoTheTaint() {
    var cluster = expecting();
    answerNode(cluster, "5");
    answerPatch(cluster, 200);
    answerEvent(cluster, "", 403);
    assertThat(call(hook(cluster, null, false), EventKind.QUARANTINED))
        .isEqualTo(new Attempt.Delivered("node web-07 tainted; its Event could not be written"));
  }

  @Test
  void testAsksForAllItNeedsAndChangesNothing() {
    var cluster = expecting();
    cluster
        .server()
        .expect()
        .get()
        .withPath(listPath(LABEL, 1))
        .andReturn(200, new NodeListBuilder().withItems(node("5")).build())
        .always();
    cluster
        .server()
        .expect()
        .get()
        .withPath("/api/v1/nodes/web-07")
        .andReturn(200, node("5"))
        .always();
    // No other request is answered.
    cluster
        .server()
        .expect()
        .patch()
        .withPath("/api/v1/nodes/web-07?fieldManager=assay&dryRun=All")
        .andReturn(200, node("5"))
        .always();
    var hook = hook(cluster, null, false);
    answerEvent(cluster, "?dryRun=All", 403);
    assertThat(error(call(hook, EventKind.TEST))).contains("create on events");
    answerEvent(cluster, "?dryRun=All", 201);
    assertThat(call(hook, EventKind.TEST))
        .isEqualTo(new Attempt.Delivered("node web-07 could be patched (dry run)"));
  }

  @Test
  void testSaysThatNoNodeCarriesTheLabel() {
    assertThat(error(call(hook(keeping(), null, false), EventKind.TEST))).contains(LABEL);
  }

  @Test
  void otherEventsAskNothingOfTheCluster() {
    var cluster = expecting();
    delivered(call(hook(cluster, null, false), EventKind.SUSPECTED));
    assertThat(cluster.server().getRequestCount()).isZero();
  }

  @Test
  void kubeconfigThatCanNotBeTrustedIsRefusedWithoutBeingQuoted() throws IOException {
    var made = folder.resolve("made");
    refused(
        "does not check who",
        TestCluster.kubeconfig(
            "https://10.0.0.1", ", insecure-skip-tls-verify: true", "token: verysecret"));
    refused(
        "does not check who", TestCluster.kubeconfig("http://10.0.0.1", "", "token: verysecret"));
    refused(
        "asks for a program",
        TestCluster.kubeconfig(
            "https://10.0.0.1",
            "",
            "exec: {apiVersion: client.authentication.k8s.io/v1, command: touch, args: [\"%s\"]}"
                .formatted(made)));
    refused("is no kubeconfig", "verysecret: [");
    refused("no current context", "apiVersion: v1\nkind: Config\n");
    assertThat(made).doesNotExist();
  }

  private void refused(String why, String kubeconfig) throws IOException {
    var file = Files.writeString(folder.resolve("wrong"), kubeconfig);
    var hook = hook("a", new KubernetesDescription("file:" + file, null, null, null, null));
    assertThat(error(call(hook, EventKind.QUARANTINED))).contains(why).doesNotContain("verysecret");
  }

  @Test
  void verifierOutsideAClusterNeedsAKubeconfig() {
    var hook = hook("a", new KubernetesDescription(null, null, null, null, null));
    assertThat(error(call(hook, EventKind.QUARANTINED))).contains("name a kubeconfig");
  }
}
