package dev.assay.verifier.rest;

import dev.assay.verifier.service.BoardIdentity;
import dev.assay.verifier.service.ManageModels;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Board models: what machines are approved as, and golden sets belong to.
@Path("/api/v1/models")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "models")
public class ModelsResource {

  private final ManageModels models;
  private final SecurityIdentity caller;

  public ModelsResource(ManageModels models, SecurityIdentity caller) {
    this.models = models;
    this.caller = caller;
  }

  /// All board models.
  public record Models(List<ModelView> models) {}

  /// A board model and what its boards call themselves.
  ///
  /// @param manufacturer left out where any will do
  /// @param product the product name, or the board's name where there is none; left out where any
  ///   will do
  /// @param boardVersion left out where any will do
  public record Board(
      @Nullable String model,
      @Nullable String manufacturer,
      @Nullable String product,
      @Nullable String boardVersion) {

    BoardIdentity identity() {
      return new BoardIdentity(
          Parse.optionalText("manufacturer", manufacturer),
          Parse.optionalText("product", product),
          Parse.optionalText("boardVersion", boardVersion));
    }
  }

  /// The name of a board model.
  public record Named(@Nullable String model) {}

  @GET
  @RolesAllowed(Roles.VIEWER)
  @Operation(summary = "List board models, confirmed and proposed")
  public Models list() {
    return new Models(models.list().stream().map(ModelView::of).toList());
  }

  @POST
  @RolesAllowed(Roles.OPERATOR)
  @Operation(summary = "Add a board model")
  public ModelView add(@Nullable Board body) {
    var board = Parse.body(body);
    var by = TokenIdentities.principal(caller);
    return ModelView.of(
        Refused.unlessDone(models.add(Parse.model(board.model()), board.identity(), by)));
  }

  @POST
  @Path("confirm")
  @RolesAllowed(Roles.OPERATOR)
  @Operation(summary = "Confirm a board model that a machine's report proposed")
  public ModelView confirm(@Nullable Named body) {
    var by = TokenIdentities.principal(caller);
    return ModelView.of(
        Refused.unlessDone(models.confirm(Parse.model(Parse.body(body).model()), by)));
  }

  @POST
  @Path("alias")
  @RolesAllowed(Roles.OPERATOR)
  @Operation(summary = "Add to what boards of a model call themselves")
  public ModelView alias(@Nullable Board body) {
    var board = Parse.body(body);
    var by = TokenIdentities.principal(caller);
    return ModelView.of(
        Refused.unlessDone(models.alias(Parse.model(board.model()), board.identity(), by)));
  }
}
