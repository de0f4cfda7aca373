package dev.assay.verifier.rest;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.verifier.service.Principal;
import dev.assay.verifier.service.Role;
import dev.assay.verifier.service.Tokens;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;

/// Who a bearer token stands for. A good token is remembered for [#REMEMBERED], by its digest; a
/// revocation through this verifier takes effect at once, through another replica after that time.
@Singleton
public class TokenIdentities implements IdentityProvider<TokenAuthenticationRequest> {

  static final Duration REMEMBERED = Duration.ofSeconds(3);
  private static final int MOST_REMEMBERED = 1_000;
  private static final String PRINCIPAL = "assay.principal";

  private final Tokens tokens;
  private final Cache<Bytes, Principal> good =
      Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).expireAfterWrite(REMEMBERED).build();

  public TokenIdentities(Tokens tokens) {
    this.tokens = tokens;
  }

  /// Who makes this request.
  static Principal principal(SecurityIdentity identity) {
    Principal principal = identity.getAttribute(PRINCIPAL);
    if (principal == null) {
      throw new IllegalStateException("a request without a principal got past its rule");
    }
    return principal;
  }

  /// Forgets all tokens, so that each is looked up again.
  void forget() {
    good.invalidateAll();
  }

  @Override
  public Class<TokenAuthenticationRequest> getRequestType() {
    return TokenAuthenticationRequest.class;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      TokenAuthenticationRequest request, AuthenticationRequestContext context) {
    var token = request.getToken().getToken();
    var digest = digest(token);
    var known = good.getIfPresent(digest);
    if (known != null && Instant.now().isBefore(known.expiresAt())) {
      return Uni.createFrom().item(identity(known));
    }
    return context.runBlocking(() -> identity(lookUp(token, digest)));
  }

  private Principal lookUp(String token, Bytes digest) {
    var principal =
        tokens
            .authenticate(token)
            .orElseThrow(() -> new AuthenticationFailedException("not a good token"));
    good.put(digest, principal);
    return principal;
  }

  private static Bytes digest(String token) {
    var bytes = Bytes.wrap(token.getBytes(StandardCharsets.US_ASCII));
    return HashAlgorithm.SHA256.hash(bytes).value();
  }

  private static SecurityIdentity identity(Principal principal) {
    var identity =
        QuarkusSecurityIdentity.builder()
            .setPrincipal(new QuarkusPrincipal(principal.name()))
            .addAttribute(PRINCIPAL, principal);
    Arrays.stream(Role.values())
        .filter(role -> principal.role().includes(role))
        .map(role -> role.name().toLowerCase(Locale.ROOT))
        .forEach(identity::addRole);
    return identity.build();
  }
}
