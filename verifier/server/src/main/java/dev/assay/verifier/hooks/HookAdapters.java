package dev.assay.verifier.hooks;

import dev.assay.verifier.service.hooks.Attempt;
import dev.assay.verifier.service.hooks.Hook;
import dev.assay.verifier.service.hooks.HookCalls;
import dev.assay.verifier.service.hooks.HookTarget.Command;
import dev.assay.verifier.service.hooks.HookTarget.Webhook;
import dev.assay.verifier.service.hooks.OutgoingEvent;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.Map;

/// Calls each kind of receiver.
public final class HookAdapters implements HookCalls {
  private final WebhookCaller webhooks;
  private final CommandCaller commands;

  /// @param environment where `env:` secrets lie
  public HookAdapters(Vertx vertx, Map<String, String> environment, InstantSource clock) {
    this.webhooks = new WebhookCaller(vertx, new Secrets(environment), clock);
    this.commands = new CommandCaller(environment);
  }

  @Override
  public Attempt call(Hook hook, OutgoingEvent event) {
    return switch (hook.target()) {
      case Webhook webhook -> webhooks.call(webhook, event);
      case Command command -> commands.call(command, event);
    };
  }
}
