package dev.assay.verifier.rest;

import dev.assay.verifier.service.SignatureRule;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Tells a caller whose token they hold.
@Path("/api/v1/whoami")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "tokens")
public class WhoAmIResource {

  private final SecurityIdentity caller;
  private final SignatureRule signatures;

  public WhoAmIResource(SecurityIdentity caller, SignatureRule signatures) {
    this.caller = caller;
    this.signatures = signatures;
  }

  /// The caller.
  ///
  /// @param role VIEWER, OPERATOR or ADMIN
  /// @param goldenSignatures how many people sign a golden set here; 0 where nobody does
  public record Caller(String name, String role, Instant expiresAt, int goldenSignatures) {}

  @GET
  @RolesAllowed(Roles.VIEWER)
  @Operation(summary = "Show the name, role and expiry of the token that this request carries")
  public Caller whoami() {
    var principal = TokenIdentities.principal(caller);
    return new Caller(
        principal.name(), principal.role().name(), principal.expiresAt(), signatures.needed());
  }
}
