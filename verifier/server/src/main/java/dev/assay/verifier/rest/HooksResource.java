package dev.assay.verifier.rest;

import dev.assay.verifier.service.MachineId;
import dev.assay.verifier.service.Principal;
import dev.assay.verifier.service.hooks.Attempt;
import dev.assay.verifier.service.hooks.Hook;
import dev.assay.verifier.service.hooks.HookDescription;
import dev.assay.verifier.service.hooks.ManageHooks;
import dev.assay.verifier.service.hooks.Outbox;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/// The receivers of events, and what could not be delivered to them.
@Path("/api/v1/hooks")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "hooks")
public class HooksResource {

  private final ManageHooks manage;
  private final SecurityIdentity caller;

  public HooksResource(ManageHooks manage, SecurityIdentity caller) {
    this.manage = manage;
    this.caller = caller;
  }

  /// All hooks.
  public record Hooks(List<HookView> hooks) {}

  /// A hook, as it is now.
  public record Named(String name, boolean paused) {
    static Named of(Hook hook) {
      return new Named(hook.name(), hook.paused());
    }
  }

  /// Whether nothing is to be sent for now; what waits is kept.
  public record Pause(@Nullable Boolean paused) {}

  /// What came of a test.
  public record Tested(boolean delivered, String detail) {
    static Tested of(Attempt attempt) {
      return switch (attempt) {
        case Attempt.Delivered(var answer) -> new Tested(true, answer);
        case Attempt.Failed(var error, _) -> new Tested(false, error);
      };
    }
  }

  /// Deliveries that were given up.
  public record DeadLetters(List<DeadLetter> dead) {}

  /// One of them.
  ///
  /// @param superseded whether the hook was told later events of the same machine since
  public record DeadLetter(
      long id,
      String hook,
      String event,
      String type,
      Optional<String> machine,
      int attempts,
      String lastError,
      Instant endedAt,
      boolean superseded) {
    static DeadLetter of(Outbox.Dead dead) {
      return new DeadLetter(
          dead.id(),
          dead.hook(),
          dead.event().id(),
          dead.event().kind().type(),
          dead.event().machine().map(MachineId::toHex),
          dead.attempts(),
          dead.lastError(),
          dead.endedAt(),
          dead.superseded());
    }
  }

  /// What to send again: one delivery, all of a hook, or all. Superseded ones only by their id.
  public record Resend(@Nullable Long id, @Nullable String hook) {}

  /// How many are on their way again.
  public record Resent(int deliveries) {}

  @GET
  @RolesAllowed(Roles.VIEWER)
  @Operation(summary = "List hooks and how they do; of secrets only where they lie")
  public Hooks list() {
    return new Hooks(manage.list().stream().map(HookView::of).toList());
  }

  @POST
  @RolesAllowed(Roles.ADMIN)
  @ResponseStatus(201)
  @Operation(summary = "Add a webhook or the hook of a cluster")
  public Named add(@Nullable HookDescription body) {
    if (body == null) {
      throw Refused.invalid("body", "is missing; send JSON");
    }
    return Named.of(
        Refused.unlessDone(body.read(Hook.Origin.API).then(hook -> manage.add(hook, by()))));
  }

  @DELETE
  @Path("{id}")
  @RolesAllowed(Roles.ADMIN)
  @Consumes(MediaType.WILDCARD)
  @Operation(summary = "Remove a hook, and what is on its way to it")
  public Named remove(@PathParam("id") String name) {
    return Named.of(Refused.unlessDone(manage.remove(name(name), by())));
  }

  @POST
  @Path("{id}/pause")
  @RolesAllowed(Roles.OPERATOR)
  @Operation(summary = "Send a hook nothing for now, or go on")
  public Named pause(@PathParam("id") String name, @Nullable Pause body) {
    boolean paused = body == null || !Boolean.FALSE.equals(body.paused());
    return Named.of(Refused.unlessDone(manage.pause(name(name), paused, by())));
  }

  @POST
  @Path("{id}/test")
  @RolesAllowed(Roles.OPERATOR)
  @Consumes(MediaType.WILDCARD)
  @Operation(summary = "Call a hook once with a test event, now")
  public Tested test(@PathParam("id") String name) {
    return Tested.of(Refused.unlessDone(manage.test(name(name), by())));
  }

  @GET
  @Path("dead")
  @RolesAllowed(Roles.VIEWER)
  @Operation(summary = "List deliveries that were given up, the oldest first, at most 1000")
  public DeadLetters dead() {
    return new DeadLetters(manage.dead().stream().map(DeadLetter::of).toList());
  }

  @POST
  @Path("dead/resend")
  @RolesAllowed(Roles.OPERATOR)
  @Operation(summary = "Send again what was given up")
  public Resent resend(@Nullable Resend body) {
    var id = Optional.ofNullable(body).map(Resend::id);
    var hook = Optional.ofNullable(body).map(Resend::hook).map(HooksResource::name);
    return new Resent(Refused.unlessDone(manage.resend(id, hook, by())));
  }

  private Principal by() {
    return TokenIdentities.principal(caller);
  }

  private static String name(String text) {
    if (!Hook.isName(text)) {
      throw Refused.invalid("id", "must be " + Hook.NAME_SHAPE);
    }
    return text;
  }
}
