package dev.assay.verifier.rest;

import dev.assay.verifier.service.IssueResults;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// What the verifier says of a machine to others (docs/result.md).
@Path("/api/v1/machines/{id}/result")
@Tag(name = "machines")
public class MachineResultResource {

  // draft-ietf-rats-ear, section 7.1; the name in RFC 9782.
  private static final String EAT_JWT = "application/eat-jwt";
  private static final String REGISTERED_EAT_JWT = "application/eat+jwt";

  private final IssueResults results;

  public MachineResultResource(IssueResults results) {
    this.results = results;
  }

  @GET
  @RolesAllowed(Roles.VIEWER)
  @Produces({EAT_JWT, REGISTERED_EAT_JWT})
  @Operation(
      summary = "How far a machine can be trusted now, signed",
      description = "An EAR (draft-ietf-rats-ear) as JWT; check it with the keys of result-keys")
  public String result(@PathParam("id") String id) {
    return Refused.unlessDone(results.of(Parse.machine("id", id)));
  }
}
