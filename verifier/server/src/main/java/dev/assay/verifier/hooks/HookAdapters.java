package dev.assay.verifier.hooks;

import dev.assay.verifier.service.hooks.Attempt;
import dev.assay.verifier.service.hooks.Hook;
import dev.assay.verifier.service.hooks.HookCalls;
import dev.assay.verifier.service.hooks.HookTarget.Command;
import dev.assay.verifier.service.hooks.HookTarget.Kubernetes;
import dev.assay.verifier.service.hooks.HookTarget.Webhook;
import dev.assay.verifier.service.hooks.MachinesOfEvents;
import dev.assay.verifier.service.hooks.OutgoingEvent;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/// Calls each kind of receiver.
public final class HookAdapters implements HookCalls {
  private static final Path SERVICE_ACCOUNT =
      Path.of("/var/run/secrets/kubernetes.io/serviceaccount");

  private final WebhookCaller webhooks;
  private final CommandCaller commands;
  private final KubernetesCaller clusters;
  private final FreshBody bodies;

  /// @param environment where `env:` secrets lie
  /// @param machines what is said of a machine when an event leaves
  public HookAdapters(
      Vertx vertx,
      Map<String, String> environment,
      MachinesOfEvents machines,
      InstantSource clock) {
    this(vertx, environment, machines, clock, WebhookCaller.WHOLE_CALL);
  }

  HookAdapters(
      Vertx vertx,
      Map<String, String> environment,
      MachinesOfEvents machines,
      InstantSource clock,
      Duration wholeCall) {
    this.webhooks = new WebhookCaller(vertx, new Secrets(environment), clock, wholeCall);
    this.commands = new CommandCaller(environment);
    this.clusters =
        new KubernetesCaller(vertx, new ClusterAccess(environment, SERVICE_ACCOUNT), machines);
    this.bodies = new FreshBody(machines);
  }

  @Override
  public Attempt call(Hook hook, OutgoingEvent event) {
    return switch (hook.target()) {
      case Webhook webhook -> webhooks.call(webhook, bodies.of(event));
      case Command command -> commands.call(command, bodies.of(event));
      case Kubernetes cluster -> clusters.call(hook, cluster, event);
    };
  }
}
