package dev.assay.verifier.rest;

import dev.assay.verifier.service.LabelChange;
import dev.assay.verifier.service.ManageImages;
import dev.assay.verifier.service.OsImage;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// What people say of a machine beside its role.
@Path("/api/v1/machines/{id}/labels")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "machines")
public class MachineLabelsResource {
  private final ManageImages images;
  private final SecurityIdentity caller;

  public MachineLabelsResource(ManageImages images, SecurityIdentity caller) {
    this.images = images;
    this.caller = caller;
  }

  /// How a machine's labels are to change. What is named nowhere stays.
  ///
  /// @param set labels as `key=value`, in place of those of the same keys
  /// @param remove keys of which the machine is to have none
  /// @param forceChangesReason why, although the machine becomes UNTRUSTED by its other OS image
  public record Change(
      @Nullable List<@Nullable String> set,
      @Nullable List<@Nullable String> remove,
      @Nullable String forceChangesReason) {}

  /// The labels as they are now.
  ///
  /// @param labels as `key=value`, by key
  /// @param osImage the image that the machine's role has, else its labels
  public record Now(String id, List<String> labels, Optional<String> osImage) {}

  @POST
  @RolesAllowed(Roles.OPERATOR)
  @Operation(
      summary = "Change a machine's labels",
      description = "Its OS image may follow from them; the machine is asked to attest now")
  public Now change(@PathParam("id") String id, @Nullable Change body) {
    var given = Parse.body(body);
    var change =
        new LabelChange(
            some(given.set()).stream().map(label -> Parse.label("set", label)).toList(),
            Set.copyOf(
                some(given.remove()).stream().map(key -> Parse.labelKey("remove", key)).toList()));
    var view =
        Refused.unlessDone(
            images.labels(
                Parse.machine("id", id),
                change,
                Optional.ofNullable(given.forceChangesReason()),
                TokenIdentities.principal(caller)));
    return new Now(
        view.machine().id().toHex(),
        MachineSummary.labels(view.machine()),
        view.machine().image().map(OsImage::name));
  }

  private static List<@Nullable String> some(@Nullable List<@Nullable String> list) {
    return list == null ? List.of() : list;
  }
}
