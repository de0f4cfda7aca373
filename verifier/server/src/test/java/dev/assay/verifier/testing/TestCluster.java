package dev.assay.verifier.testing;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A cluster's API as fabric8's mock server plays it: no cluster runs here. It keeps nodes, merges
/// patches and refuses those made from another version of a node; it knows no roles, no admission,
/// no kubelet, and it carries dry runs out.
public final class TestCluster implements AutoCloseable {
  public static final String TOKEN = "service-account-token-that-nobody-may-see";

  private final KubernetesMockServer server;
  private final KubernetesClient client;

  private TestCluster(KubernetesMockServer server) {
    this.server = server;
    server.init();
    this.client = server.createClient();
  }

  /// One that keeps what it is told.
  public static TestCluster keeping() {
    return new TestCluster(
        new KubernetesMockServer(
            new Context(),
            new MockWebServer(),
            new HashMap<>(),
            new KubernetesCrudDispatcher(),
            false));
  }

  /// One that answers what it was told to answer.
  public static TestCluster expecting() {
    return new TestCluster(new KubernetesMockServer(false));
  }

  public KubernetesMockServer server() {
    return server;
  }

  /// A kubeconfig with a token.
  public Path kubeconfig(Path folder) {
    try {
      return Files.writeString(
          folder.resolve("kubeconfig-" + server.getPort()),
          kubeconfig("http://localhost:" + server.getPort(), "", "token: " + TOKEN));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A kubeconfig in which these stand, in YAML.
  public static String kubeconfig(String url, String cluster, String user) {
    return """
    apiVersion: v1
    kind: Config
    current-context: here
    contexts: [{name: here, context: {cluster: c, user: assay}}]
    clusters: [{name: c, cluster: {server: "%s"%s}}]
    users: [{name: assay, user: {%s}}]
    """
        .formatted(url, cluster, user);
  }

  /// Adds a node, with a taint of somebody else.
  public Node add(String name, Map<String, String> labels, String providerId) {
    return client
        .nodes()
        .resource(
            new NodeBuilder()
                .withNewMetadata()
                .withName(name)
                .withLabels(labels)
                .endMetadata()
                .withNewSpec()
                .withProviderID(providerId)
                .addNewTaint()
                .withKey("others.example/gpu")
                .withValue("yes")
                .withEffect("NoSchedule")
                .endTaint()
                .endSpec()
                .build())
        .create();
  }

  public Node node(String name) {
    return client.nodes().withName(name).get();
  }

  /// The taints of a node, as `key=value:effect`.
  public List<String> taints(String name) {
    return node(name).getSpec().getTaints().stream().map(TestCluster::shown).toList();
  }

  private static String shown(Taint taint) {
    return "%s=%s:%s".formatted(taint.getKey(), taint.getValue(), taint.getEffect());
  }

  public KubernetesClient client() {
    return client;
  }

  @Override
  public void close() {
    client.close();
    server.destroy();
  }
}
