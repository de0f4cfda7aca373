package dev.assay.verifier.rest;

import dev.assay.verifier.service.StoreUnavailable;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.credential.TokenCredential;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response.Status;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads the bearer token of a request (RFC 6750). A request without `Authorization` is anonymous;
/// one with anything but exactly one well-formed bearer token is refused, whatever it asks for.
@Singleton
public class BearerTokens implements HttpAuthenticationMechanism {

  private static final Pattern BEARER = Pattern.compile("(?i:Bearer) ([A-Za-z0-9._~+/=-]{1,256})");
  private static final String KIND = "bearer";

  @Override
  public Uni<SecurityIdentity> authenticate(
      RoutingContext request, IdentityProviderManager identities) {
    var headers = request.request().headers().getAll("Authorization");
    if (headers.isEmpty()) {
      return Uni.createFrom().nullItem();
    }
    var bearer = BEARER.matcher(headers.getFirst());
    if (headers.size() > 1 || !bearer.matches()) {
      return Uni.createFrom().failure(new AuthenticationFailedException("no bearer token"));
    }
    var token = new TokenCredential(bearer.group(1), KIND);
    return identities
        .authenticate(new TokenAuthenticationRequest(token))
        .onFailure(StoreUnavailable.class)
        .recoverWithUni(() -> databaseAway(request));
  }

  private static Uni<SecurityIdentity> databaseAway(RoutingContext request) {
    Answers.problem(request, Problem.of(Status.SERVICE_UNAVAILABLE, Unavailable.DETAIL));
    return Uni.createFrom().failure(new AuthenticationFailedException("database away"));
  }

  @Override
  public Uni<Boolean> sendChallenge(RoutingContext request) {
    request.response().putHeader("WWW-Authenticate", Challenge.SCHEME);
    Answers.problem(request, Problem.of(Status.UNAUTHORIZED, Challenge.DETAIL));
    return Uni.createFrom().item(true);
  }

  @Override
  public Uni<ChallengeData> getChallenge(RoutingContext request) {
    return Uni.createFrom()
        .item(
            new ChallengeData(
                Status.UNAUTHORIZED.getStatusCode(), "WWW-Authenticate", Challenge.SCHEME));
  }

  @Override
  public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
    return Set.of(TokenAuthenticationRequest.class);
  }
}
