package dev.assay.verifier.rest;

import dev.assay.verifier.service.ManageImages;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// OS images: what golden sets of the layer OS belong to, and which roles have them.
@Path("/api/v1/images")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "OS images")
public class ImagesResource {
  private final ManageImages images;
  private final SecurityIdentity caller;

  public ImagesResource(ManageImages images, SecurityIdentity caller) {
    this.images = images;
    this.caller = caller;
  }

  /// All OS images.
  public record Images(List<ImageView> images) {}

  /// The name of an OS image.
  public record Named(@Nullable String image) {}

  /// A role and the image that it is to have.
  ///
  /// @param forceChangesReason why, although machines become UNTRUSTED by it
  public record Assign(
      @Nullable String image, @Nullable String role, @Nullable String forceChangesReason) {}

  /// A role that is to have no image.
  ///
  /// @param forceChangesReason why, although machines become UNTRUSTED by it
  public record Unassign(@Nullable String role, @Nullable String forceChangesReason) {}

  @GET
  @RolesAllowed(Roles.VIEWER)
  @Operation(summary = "List OS images and the roles that have them")
  public Images list() {
    return new Images(images.list().stream().map(ImageView::of).toList());
  }

  @POST
  @RolesAllowed(Roles.OPERATOR)
  @Operation(summary = "Add an OS image")
  public ImageView add(@Nullable Named body) {
    var image = Parse.image("image", Parse.body(body).image());
    return ImageView.of(Refused.unlessDone(images.add(image, TokenIdentities.principal(caller))));
  }

  @POST
  @Path("assign")
  @RolesAllowed(Roles.OPERATOR)
  @Operation(
      summary = "Give a role an OS image",
      description =
          "Its machines are held to that image's golden sets from their next attestation on, and"
              + " are asked to attest now")
  public ImageView assign(@Nullable Assign body) {
    var given = Parse.body(body);
    return ImageView.of(
        Refused.unlessDone(
            images.assign(
                Parse.image("image", given.image()),
                Parse.role(given.role()),
                Optional.ofNullable(given.forceChangesReason()),
                TokenIdentities.principal(caller))));
  }

  @POST
  @Path("unassign")
  @RolesAllowed(Roles.OPERATOR)
  @Operation(
      summary = "Take a role's OS image away",
      description = "Its machines are held to the OS sets of their board models again")
  public ImageView unassign(@Nullable Unassign body) {
    var given = Parse.body(body);
    return ImageView.of(
        Refused.unlessDone(
            images.unassign(
                Parse.role(given.role()),
                Optional.ofNullable(given.forceChangesReason()),
                TokenIdentities.principal(caller))));
  }
}
