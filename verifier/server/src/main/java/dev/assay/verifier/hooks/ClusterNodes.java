package dev.assay.verifier.hooks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.assay.verifier.hooks.ClusterFailure.Forbidden;
import dev.assay.verifier.service.hooks.Attempt;
import dev.assay.verifier.service.hooks.HookTarget.Kubernetes;
import dev.assay.verifier.service.hooks.MachinesOfEvents;
import dev.assay.verifier.service.hooks.OutgoingEvent;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// The nodes of one cluster, for one hook and one call. Each change is made from the node as it was
/// read and holds only against that version; where somebody was faster, it is read again.
final class ClusterNodes {
  private static final int TRIES = 5;
  private static final int PAUSE_MILLIS = 100;
  // Conflict, and a patch that no longer applies (RFC 5789, section 2.2).
  private static final Set<Integer> OVERTAKEN = Set.of(409, 422);
  private static final int LONGEST_VALUE = 63;
  private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?");
  private static final JsonMapper JSON = new JsonMapper();

  private final KubernetesClient client;
  private final Kubernetes target;
  private final String hook;
  private final NodeSearch search;
  private final NodeEvents events;

  ClusterNodes(KubernetesClient client, Kubernetes target, String hook, MachinesOfEvents machines) {
    this.client = client;
    this.target = target;
    this.hook = hook;
    this.search = new NodeSearch(client, target.node(), machines);
    this.events = new NodeEvents(client, hook);
  }

  Attempt quarantine(OutgoingEvent event) throws HookUnusable, InterruptedException {
    var data = data(event);
    var reason = value(data.path("cause").path("finding").asText()).orElse("quarantined");
    var labels = labels(data);
    var node = change(event, found -> NodeChange.quarantine(found, target, hook, reason, labels));
    return done(node, "tainted", event, data);
  }

  Attempt release(OutgoingEvent event) throws HookUnusable, InterruptedException {
    var node = change(event, found -> NodeChange.release(found, target, hook));
    return done(node, "released", event, data(event));
  }

  private Attempt done(Node node, String what, OutgoingEvent event, JsonNode data) {
    // The node is what matters: a missing right to write events must not have it done again and
    // again. `assay hooks test` tells of it.
    var note =
        events.write(node, event, data.path("reason").asText(), false)
            ? ""
            : "; its Event could not be written";
    return new Attempt.Delivered("node " + node.getMetadata().getName() + " " + what + note);
  }

  /// Asks for everything that the hook will ask for, and changes nothing: the server is told to go
  /// through the motions (`dryRun=All`).
  Attempt test(OutgoingEvent event) throws HookUnusable {
    var node = search.any();
    patch(
        node,
        NodeChange.probe(node, target, hook),
        new PatchContext.Builder().withDryRun(List.of("All")));
    if (!events.write(node, event, "A test of the hook.", true)) {
      throw new Forbidden("the verb create on events in the namespace default");
    }
    return new Attempt.Delivered(
        "node %s could be patched (dry run)".formatted(node.getMetadata().getName()));
  }

  /// What is to be changed of a node as it is.
  private interface Change {
    Optional<String> of(Node node) throws HookUnusable;
  }

  private Node change(OutgoingEvent event, Change change)
      throws HookUnusable, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      var node = search.of(event.machine().orElseThrow());
      try {
        var patch = change.of(node);
        if (patch.isPresent()) {
          patch(node, patch.get(), new PatchContext.Builder());
        }
        return node;
      } catch (KubernetesClientException refused) {
        if (!OVERTAKEN.contains(refused.getCode()) || attempt == TRIES) {
          throw refused;
        }
        Thread.sleep(ThreadLocalRandom.current().nextInt(PAUSE_MILLIS << attempt));
      }
    }
  }

  private void patch(Node node, String patch, PatchContext.Builder how) throws HookUnusable {
    var name = node.getMetadata().getName();
    var context = how.withPatchType(PatchType.JSON).withFieldManager("assay").build();
    var patched =
        permitted(
            "the verbs get and patch on nodes",
            () -> Optional.ofNullable(client.nodes().withName(name).patch(context, patch)));
    if (patched.isEmpty()) {
      throw new HookUnusable("The node %s went away while it was changed.".formatted(name));
    }
  }

  /// Does it, and says which right is missing where it may not be done.
  static <T> T permitted(String right, Supplier<T> request) {
    try {
      return request.get();
    } catch (KubernetesClientException refused) {
      if (refused.getCode() == 403) {
        throw new Forbidden(right);
      }
      throw refused;
    }
  }

  private static Map<String, String> labels(JsonNode data) {
    var labels = new LinkedHashMap<String, String>();
    labels.put(
        NodeChange.TRUST,
        data.path("cause").path("verdict").asText("by-person").toLowerCase(Locale.ROOT));
    var sets = new StringJoiner("_");
    data.path("cause").path("goldenSets").forEach(set -> sets.add(set.asText()));
    value(sets.toString()).ifPresent(value -> labels.put(NodeChange.GOLDEN_SET, value));
    return labels;
  }

  /// A text as the value of a label or a taint; empty where it can't be one.
  private static Optional<String> value(String text) {
    var cut = text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE);
    var value = cut.replaceAll("[^A-Za-z0-9]+$", "");
    return VALUE.matcher(value).matches() ? Optional.of(value) : Optional.empty();
  }

  private static JsonNode data(OutgoingEvent event) {
    try {
      return JSON.readTree(event.body()).path("data");
    } catch (JsonProcessingException notOurs) {
      throw new IllegalStateException("an event's body is no JSON", notOurs);
    }
  }
}
