package dev.assay.verifier.rest;

import dev.assay.verifier.service.MachineRole;
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
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// What a machine is for, as a person says.
@Path("/api/v1/machines/{id}/role")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "machines")
public class MachineRoleResource {
  private final ManageImages images;
  private final SecurityIdentity caller;

  public MachineRoleResource(ManageImages images, SecurityIdentity caller) {
    this.images = images;
    this.caller = caller;
  }

  /// A machine's role.
  ///
  /// @param role left out or null: none
  /// @param forceChangesReason why, although the machine becomes UNTRUSTED by its other OS image
  public record Set(@Nullable String role, @Nullable String forceChangesReason) {}

  /// The role as it is now.
  ///
  /// @param osImage the image that the role has, else the machine's labels
  public record Now(String id, Optional<String> role, Optional<String> osImage) {}

  @POST
  @RolesAllowed(Roles.OPERATOR)
  @Operation(
      summary = "Say which role a machine has",
      description = "Its OS image follows from it; the machine is asked to attest now")
  public Now set(@PathParam("id") String id, @Nullable Set body) {
    var given = Parse.body(body);
    var view =
        Refused.unlessDone(
            images.role(
                Parse.machine("id", id),
                Parse.optionalRole(given.role()),
                Optional.ofNullable(given.forceChangesReason()),
                TokenIdentities.principal(caller)));
    return new Now(
        view.machine().id().toHex(),
        view.machine().role().map(MachineRole::name),
        view.machine().image().map(OsImage::name));
  }
}
