package dev.assay.verifier.hooks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.verifier.service.hooks.HookTarget.Kubernetes;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.TaintBuilder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// What a hook changes of a node: a JSON patch (RFC 6902) that holds only against the version of
/// the node that it was made from.
///
/// What it put on is written down in an annotation of the node, and only that is taken off again.
/// The node's own kubelet can change annotations, so none is believed further than what carries the
/// hook's own taint key and the labels of Assay: a forged one can't take off what others put on.
final class NodeChange {
  /// Annotations of this prefix say what the hook of the name behind it put on.
  static final String ANNOTATION = "hooks.assay.dev/";

  static final String TRUST = "assay.dev/trust";
  static final String GOLDEN_SET = "assay.dev/golden-set";

  private static final List<String> LABELS = List.of(TRUST, GOLDEN_SET);
  private static final JsonMapper JSON = new JsonMapper();

  private final Node node;
  private final Kubernetes target;
  private final String annotation;
  private final ArrayNode patch = JSON.createArrayNode();
  private final Set<String> made = new HashSet<>();

  private NodeChange(Node node, Kubernetes target, String hook) {
    this.node = node;
    this.target = target;
    this.annotation = ANNOTATION + hook;
  }

  /// Puts on the taint, the labels and, where that is wanted, the cordon.
  ///
  /// @return empty where all is on already
  static Optional<String> quarantine(
      Node node, Kubernetes target, String hook, String reason, Map<String, String> labels) {
    var change = new NodeChange(node, target, hook);
    change.putOn(reason, labels);
    return change.ifAny();
  }

  /// Takes off what this hook put on.
  ///
  /// @return empty where nothing is on
  /// @throws HookUnusable where it can't be told what is the hook's
  static Optional<String> release(Node node, Kubernetes target, String hook) throws HookUnusable {
    var change = new NodeChange(node, target, hook);
    change.takeOff();
    return change.ifAny();
  }

  /// Changes nothing of importance, for asking whether it might.
  static String probe(Node node, Kubernetes target, String hook) {
    var change = new NodeChange(node, target, hook);
    change.put("annotations", change.annotation + ".test", "");
    return change.locked();
  }

  private Optional<String> ifAny() {
    return patch.isEmpty() ? Optional.empty() : Optional.of(locked());
  }

  // A version that is no longer the node's is refused as a conflict.
  private String locked() {
    operation("replace", "/metadata/resourceVersion")
        .put("value", node.getMetadata().getResourceVersion());
    return patch.toString();
  }

  private ObjectNode operation(String name, String path) {
    return patch.addObject().put("op", name).put("path", path);
  }

  /// @param map labels or annotations
  private void put(String map, String key, String value) {
    var path = "/metadata/" + map;
    if (map(map).isEmpty() && made.add(map)) {
      operation("add", path).putObject("value");
    }
    operation("add", path + "/" + escaped(key)).put("value", value);
  }

  private void remove(String map, String key) {
    operation("remove", "/metadata/" + map + "/" + escaped(key));
  }

  // RFC 6901, section 3.
  private static String escaped(String key) {
    return key.replace("~", "~0").replace("/", "~1");
  }

  private void set(List<Taint> taints) {
    operation("add", "/spec/taints").set("value", JSON.valueToTree(taints));
  }

  private void putOn(String reason, Map<String, String> wanted) {
    var before = memory().orElseGet(JSON::createObjectNode);
    var memory = JSON.createObjectNode();
    taint(reason, before, memory);
    boolean cordoned = Boolean.TRUE.equals(node.getSpec().getUnschedulable());
    if (target.cordon() && !cordoned) {
      operation("add", "/spec/unschedulable").put("value", true);
    }
    memory.put("cordoned", cordoned ? before.path("cordoned").asBoolean() : target.cordon());
    var kept = memory.putObject("labels");
    wanted.forEach(
        (key, value) -> {
          kept.put(key, value);
          if (!value.equals(map("labels").get(key))) {
            put("labels", key, value);
          }
        });
    if (!memory.equals(before)) {
      put("annotations", annotation, memory.toString());
    }
  }

  // Of one key and effect a node has one taint. One that somebody else put there stays, and stays
  // theirs.
  private void taint(String reason, JsonNode before, ObjectNode memory) {
    var taints = new ArrayList<>(taints());
    var own = taints.stream().filter(taint -> isOwn(taint, before)).findFirst();
    own.ifPresent(taints::remove);
    boolean foreign = taints.stream().anyMatch(this::isOfKeyAndEffect);
    if (foreign) {
      own.ifPresent(_ -> set(taints));
      return;
    }
    var taint =
        new TaintBuilder()
            .withKey(target.taintKey())
            .withValue(reason)
            .withEffect(target.effect().label())
            .build();
    memory
        .putObject("taint")
        .put("key", taint.getKey())
        .put("value", taint.getValue())
        .put("effect", taint.getEffect());
    if (own.filter(kept -> isOwn(kept, memory)).isEmpty()) {
      taints.add(taint);
      set(taints);
    }
  }

  private void takeOff() throws HookUnusable {
    var memory = memory().orElse(null);
    if (memory == null) {
      if (taints().stream().anyMatch(this::isOfKeyAndEffect)) {
        throw new HookUnusable(
            "The node %s carries the taint %s, and no annotation %s says that this hook put it on: look at it and take it off by hand."
                .formatted(node.getMetadata().getName(), target.taintKey(), annotation));
      }
      return;
    }
    refuseOtherKey(memory);
    var taints = taints().stream().filter(taint -> !isOwn(taint, memory)).toList();
    if (taints.size() < taints().size()) {
      set(taints);
    }
    if (memory.path("cordoned").asBoolean()
        && Boolean.TRUE.equals(node.getSpec().getUnschedulable())) {
      operation("remove", "/spec/unschedulable");
    }
    for (var key : LABELS) {
      var value = map("labels").get(key);
      if (value != null && value.equals(memory.path("labels").path(key).asText())) {
        remove("labels", key);
      }
    }
    remove("annotations", annotation);
  }

  private void refuseOtherKey(JsonNode memory) throws HookUnusable {
    var key = memory.path("taint").path("key").asText(target.taintKey());
    if (!key.equals(target.taintKey())) {
      throw new HookUnusable(
          "The annotation %s of the node %s names a taint of another key than the hook's: take it off by hand."
              .formatted(annotation, node.getMetadata().getName()));
    }
  }

  private boolean isOwn(Taint taint, JsonNode memory) {
    var own = memory.path("taint");
    return taint.getKey().equals(target.taintKey())
        && own.path("key").asText().equals(taint.getKey())
        && own.path("effect").asText().equals(taint.getEffect())
        && own.path("value").asText().equals(Objects.requireNonNullElse(taint.getValue(), ""));
  }

  private boolean isOfKeyAndEffect(Taint taint) {
    return taint.getKey().equals(target.taintKey())
        && taint.getEffect().equals(target.effect().label());
  }

  /// Empty where there is none, or one that is none.
  private Optional<ObjectNode> memory() {
    var text = map("annotations").get(annotation);
    try {
      return text != null && JSON.readTree(text) instanceof ObjectNode memory
          ? Optional.of(memory)
          : Optional.empty();
    } catch (JsonProcessingException notOurs) {
      return Optional.empty();
    }
  }

  private List<Taint> taints() {
    return node.getSpec().getTaints();
  }

  private Map<String, String> map(String name) {
    var map =
        name.equals("labels")
            ? node.getMetadata().getLabels()
            : node.getMetadata().getAnnotations();
    return map == null ? Map.of() : map;
  }
}
