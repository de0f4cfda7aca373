package dev.assay.verifier.rest;

import dev.assay.verifier.service.Reappraise;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Judges kept evidence again.
@Path("/api/v1/machines/{id}/reappraisal")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "machines")
public class ReappraiseResource {
  private final Reappraise reappraise;

  public ReappraiseResource(Reappraise reappraise) {
    this.reappraise = reappraise;
  }

  @GET
  @RolesAllowed(Roles.VIEWER)
  @Operation(
      summary = "Judge a machine's kept evidence again",
      description = "By the golden sets and the policy that were in force when it came")
  public ReappraisalView machine(
      @PathParam("id") String id, @QueryParam("asOf") @Nullable String asOf) {
    var at = Parse.optionalTime("asOf", asOf);
    return ReappraisalView.of(Refused.unlessDone(reappraise.machine(Parse.machine("id", id), at)));
  }
}
