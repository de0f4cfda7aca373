package dev.assay.verifier.hooks;

import dev.assay.verifier.service.hooks.OutgoingEvent;
import dev.assay.verifier.service.quarantine.EventKind;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Map;

/// Events on nodes, as `kubectl describe node` shows them.
final class NodeEvents {
  /// Events of what has no namespace lie there.
  private static final String NAMESPACE = "default";

  private static final int LONGEST_MESSAGE = 1_000;
  private static final int CONFLICT = 409;
  private static final Map<EventKind, String> REASONS =
      Map.of(EventKind.QUARANTINED, "AssayQuarantined", EventKind.RELEASED, "AssayReleased");

  private final KubernetesClient client;
  private final String hook;

  NodeEvents(KubernetesClient client, String hook) {
    this.client = client;
    this.hook = hook;
  }

  /// Writes one. Its name comes from the event's id: written twice, it is there once.
  ///
  /// @return false where that could not be done
  boolean write(Node node, OutgoingEvent event, String message, boolean dryRun) {
    var at = event.at().toString();
    var metadata = node.getMetadata();
    var made =
        new EventBuilder()
            .withNewMetadata()
            .withName(hook + "." + event.id().replace('_', '-'))
            .withNamespace(NAMESPACE)
            .endMetadata()
            .withNewInvolvedObject()
            .withApiVersion("v1")
            .withKind("Node")
            .withName(metadata.getName())
            .withUid(metadata.getUid())
            .endInvolvedObject()
            .withType(event.kind() == EventKind.QUARANTINED ? "Warning" : "Normal")
            .withReason(REASONS.getOrDefault(event.kind(), "AssayTest"))
            .withMessage(
                message.length() <= LONGEST_MESSAGE
                    ? message
                    : message.substring(0, LONGEST_MESSAGE))
            .withFirstTimestamp(at)
            .withLastTimestamp(at)
            .withCount(1)
            .withNewSource()
            .withComponent("assay")
            .endSource()
            .build();
    var resource = client.v1().events().inNamespace(NAMESPACE).resource(made);
    try {
      if (dryRun) {
        resource.dryRun(true).create();
      } else {
        resource.create();
      }
      return true;
    } catch (KubernetesClientException refused) {
      return refused.getCode() == CONFLICT;
    }
  }
}
