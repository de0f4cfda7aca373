package dev.assay.verifier.rest;

import dev.assay.verifier.service.Role;
import dev.assay.verifier.service.TokenRecord;
import dev.assay.verifier.service.Tokens;
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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/// The operators' tokens. A secret is shown once, when it is made.
@Path("/api/v1/tokens")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "tokens")
public class TokensResource {

  private static final int LONGEST_DAYS = 366;

  private final Tokens tokens;
  private final TokenIdentities identities;
  private final SecurityIdentity caller;

  public TokensResource(Tokens tokens, TokenIdentities identities, SecurityIdentity caller) {
    this.tokens = tokens;
    this.identities = identities;
    this.caller = caller;
  }

  /// A token to be made.
  ///
  /// @param name who or what will hold it
  /// @param role viewer, operator or admin
  /// @param expiresInDays 1 to 366
  public record Issue(
      @Nullable String name, @Nullable String role, @Nullable Integer expiresInDays) {}

  /// A token that was made.
  ///
  /// @param token the secret; it can't be shown again
  public record Issued(String id, String name, String role, Instant expiresAt, String token) {}

  /// What is known of a token.
  public record TokenView(
      String id,
      String name,
      String role,
      String createdBy,
      Instant createdAt,
      Instant expiresAt,
      Optional<Instant> revokedAt) {

    static TokenView of(TokenRecord record) {
      return new TokenView(
          record.id(),
          record.name(),
          record.role().name(),
          record.createdBy(),
          record.createdAt(),
          record.expiresAt(),
          record.revokedAt());
    }
  }

  /// All tokens, good or not.
  public record TokenList(List<TokenView> tokens) {}

  @POST
  @RolesAllowed(Roles.ADMIN)
  @ResponseStatus(201)
  @Operation(summary = "Make a token; its secret is shown this once")
  public Issued issue(@Nullable Issue body) {
    if (body == null) {
      throw Refused.invalid("body", "is missing; send JSON");
    }
    var name = Parse.present("name", body.name());
    var role = Parse.oneOf("role", Parse.present("role", body.role()), Role.values());
    int days = Parse.within("expiresInDays", body.expiresInDays(), 1, LONGEST_DAYS);
    var by = TokenIdentities.principal(caller);
    var issued = Refused.unlessDone(tokens.issue(name, role, Duration.ofDays(days), by));
    var record = issued.record();
    return new Issued(
        record.id(), record.name(), record.role().name(), record.expiresAt(), issued.token());
  }

  @GET
  @RolesAllowed(Roles.ADMIN)
  @Operation(summary = "List tokens, without their secrets")
  public TokenList list() {
    return new TokenList(tokens.list().stream().map(TokenView::of).toList());
  }

  @DELETE
  @Path("{id}")
  @RolesAllowed(Roles.ADMIN)
  @Consumes(MediaType.WILDCARD)
  @Operation(summary = "Revoke a token, at once")
  public TokenView revoke(@PathParam("id") String id) {
    var by = TokenIdentities.principal(caller);
    var revoked = Refused.unlessDone(tokens.revoke(Parse.recordId(id), by));
    identities.forget();
    return TokenView.of(revoked);
  }
}
