package dev.assay.helm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A pod as something of the chart describes it.
///
/// @param owner kind and name, for messages
/// @param labels its labels
/// @param spec its `spec`
record Pod(String owner, JsonNode labels, JsonNode spec) {
  static Pod of(JsonNode owner, JsonNode template) {
    return new Pod(
        owner.path("kind").asText() + " " + Chart.Rendered.name(owner),
        template.path("metadata").path("labels"),
        template.path("spec"));
  }

  boolean isVerifier() {
    return labels.path("app.kubernetes.io/name").asText().equals("assay-verifier");
  }

  boolean isAgent() {
    return labels.path("app.kubernetes.io/name").asText().equals("assay-agent");
  }

  /// All containers, those first that run before the others.
  List<JsonNode> containers() {
    var all = new ArrayList<JsonNode>();
    spec.path("initContainers").forEach(all::add);
    spec.path("containers").forEach(all::add);
    return all;
  }

  JsonNode container(String name) {
    return containers().stream()
        .filter(one -> one.path("name").asText().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(owner + " has no container " + name));
  }

  /// What a security context of a container says, or else that of its pod.
  JsonNode security(JsonNode container, String key) {
    return Optional.of(container.path("securityContext").path(key))
        .filter(node -> !node.isMissingNode())
        .orElse(spec.path("securityContext").path(key));
  }

  /// The variables of a container: name and literal value, or what it is taken from.
  static Map<String, JsonNode> variables(JsonNode container) {
    var variables = new LinkedHashMap<String, JsonNode>();
    for (var variable : container.path("env")) {
      var source = variable.has("value") ? variable.get("value") : variable.path("valueFrom");
      if (variables.put(variable.path("name").asText(), source) != null) {
        throw new AssertionError(variable.path("name") + " is set twice");
      }
    }
    return variables;
  }

  /// The literal value of a variable.
  static String variable(JsonNode container, String name) {
    return Optional.ofNullable(variables(container).get(name))
        .map(JsonNode::asText)
        .orElseThrow(() -> new AssertionError("no variable " + name));
  }
}
