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

/// OS images: what golden sets of the layer OS belong to, and which roles and labels have them.
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

  /// A role or a label, and the image that it is to have.
  ///
  /// @param label as `key=value`
  /// @param forceChangesReason why, although machines become UNTRUSTED by it
  public record Assign(
      @Nullable String image,
      @Nullable String role,
      @Nullable String label,
      @Nullable String forceChangesReason) {}

  /// A role or a label that is to have no image.
  ///
  /// @param label as `key=value`
  /// @param forceChangesReason why, although machines become UNTRUSTED by it
  public record Unassign(
      @Nullable String role, @Nullable String label, @Nullable String forceChangesReason) {}

  @GET
  @RolesAllowed(Roles.VIEWER)
  @Operation(summary = "List OS images and the roles and labels that have them")
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
      summary = "Give a role or a label an OS image",
      description =
          "Its machines are held to that image's golden sets from their next attestation on, and"
              + " are asked to attest now. A role's image comes before a label's; labels that would"
              + " lead a machine to two images are refused")
  public ImageView assign(@Nullable Assign body) {
    var given = Parse.body(body);
    return ImageView.of(
        Refused.unlessDone(
            images.assign(
                Parse.image("image", given.image()),
                Parse.holder(given.role(), given.label()),
                Optional.ofNullable(given.forceChangesReason()),
                TokenIdentities.principal(caller))));
  }

  @POST
  @Path("unassign")
  @RolesAllowed(Roles.OPERATOR)
  @Operation(
      summary = "Take the OS image of a role or label away",
      description = "Its machines are held to the OS sets of their board models again")
  public ImageView unassign(@Nullable Unassign body) {
    var given = Parse.body(body);
    return ImageView.of(
        Refused.unlessDone(
            images.unassign(
                Parse.holder(given.role(), given.label()),
                Optional.ofNullable(given.forceChangesReason()),
                TokenIdentities.principal(caller))));
  }
}
