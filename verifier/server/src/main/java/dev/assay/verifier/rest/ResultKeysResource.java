package dev.assay.verifier.rest;

import dev.assay.verifier.service.IssueResults;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// The keys that attestation results are checked with. They are no secret.
@Path("/api/v1/result-keys")
@Tag(name = "machines")
public class ResultKeysResource {

  private static final String JWK_SET = "application/jwk-set+json";

  private final IssueResults results;

  public ResultKeysResource(IssueResults results) {
    this.results = results;
  }

  @GET
  @PermitAll
  @Produces(JWK_SET)
  @Operation(summary = "The public keys that results are signed with, a JWK Set (RFC 7517)")
  public String keys() {
    return results.publicKeys();
  }
}
