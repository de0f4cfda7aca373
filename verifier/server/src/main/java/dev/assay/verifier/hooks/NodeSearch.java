package dev.assay.verifier.hooks;

import dev.assay.verifier.service.MachineId;
import dev.assay.verifier.service.hooks.MachinesOfEvents;
import dev.assay.verifier.service.hooks.NodeRef;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeList;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Finds the node that a machine is. Exactly one: none, and two, are failures.
final class NodeSearch {
  private static final long PAGE = 500;
  private static final Pattern LABEL =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?");

  private final KubernetesClient client;
  private final NodeRef reference;
  private final MachinesOfEvents machines;

  NodeSearch(KubernetesClient client, NodeRef reference, MachinesOfEvents machines) {
    this.client = client;
    this.reference = reference;
    this.machines = machines;
  }

  Node of(MachineId machine) throws HookUnusable {
    var wanted = filled(machine);
    var found = matching(wanted);
    if (found.isEmpty()) {
      throw new HookUnusable("The cluster has no node with %s.".formatted(shown(wanted)));
    }
    if (found.size() > 1) {
      throw new HookUnusable(
          "The cluster has several nodes with %s; only one may have it.".formatted(shown(wanted)));
    }
    return found.getFirst();
  }

  /// One that a machine could be, for a test.
  Node any() throws HookUnusable {
    var options = new ListOptionsBuilder().withLimit(1L);
    if (reference instanceof NodeRef.ByLabel(var key, _)) {
      options.withLabelSelector(key);
    }
    var found = list(options.build()).getItems();
    if (found.isEmpty()) {
      throw new HookUnusable(
          switch (reference) {
            case NodeRef.ByLabel(var key, _) ->
                "No node of the cluster carries the label %s: put it on those that Assay is to find."
                    .formatted(key);
            case NodeRef.ByProviderId _ -> "The cluster has no node.";
          });
    }
    return found.getFirst();
  }

  private List<Node> matching(String wanted) {
    return switch (reference) {
      case NodeRef.ByLabel(var key, _) ->
          list(new ListOptionsBuilder().withLabelSelector(key + "=" + wanted).withLimit(2L).build())
              .getItems();
      case NodeRef.ByProviderId _ -> ofProvider(wanted);
    };
  }

  // The API has no selector for it.
  private List<Node> ofProvider(String wanted) {
    var found = new ArrayList<Node>();
    String next = null;
    do {
      var page = list(new ListOptionsBuilder().withLimit(PAGE).withContinue(next).build());
      page.getItems().stream()
          .filter(node -> wanted.equals(node.getSpec().getProviderID()))
          .forEach(found::add);
      next = page.getMetadata() == null ? null : page.getMetadata().getContinue();
    } while (next != null && !next.isEmpty());
    return found;
  }

  private NodeList list(ListOptions options) {
    return ClusterNodes.permitted("the verb list on nodes", () -> client.nodes().list(options));
  }

  private String filled(MachineId machine) throws HookUnusable {
    var template =
        switch (reference) {
          case NodeRef.ByLabel(_, var value) -> value;
          case NodeRef.ByProviderId(var value) -> value;
        };
    var value = template.replace(NodeRef.MACHINE, machine.toHex().substring(0, NodeRef.DIGITS));
    if (value.contains(NodeRef.CHASSIS_SERIAL)) {
      var serial = machines.chassisSerial(machine);
      if (serial.isEmpty()) {
        throw new HookUnusable(
            "The machine stands on no shipment's manifest with a chassis serial number, by which"
                + " its node is to be found.");
      }
      value = value.replace(NodeRef.CHASSIS_SERIAL, serial.get());
    }
    if (reference instanceof NodeRef.ByLabel && !LABEL.matcher(value).matches()) {
      throw new HookUnusable("The machine's value of the label can't be one in Kubernetes.");
    }
    return value;
  }

  private String shown(String wanted) {
    return switch (reference) {
      case NodeRef.ByLabel(var key, _) -> "the label %s=%s".formatted(key, wanted);
      case NodeRef.ByProviderId _ -> "the provider id " + wanted;
    };
  }
}
