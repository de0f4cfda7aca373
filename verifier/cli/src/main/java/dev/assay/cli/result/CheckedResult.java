package dev.assay.cli.result;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.verifier.Fields;
import java.io.IOException;
import java.text.ParseException;
import java.time.Instant;

/// An attestation result whose signature, time and profile hold: what a receiver may act on.
public final class CheckedResult {
  private static final String PROFILE = "tag:ietf.org,2026:rats/ear#03";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonNode claims;

  private CheckedResult(JsonNode claims) {
    this.claims = claims;
  }

  /// Checks a token as any receiver has to.
  ///
  /// @param keys the verifier's JWK Set
  /// @throws CommandFailed (1) where something does not hold; says what
  public static CheckedResult of(String token, String keys, Instant now) throws CommandFailed {
    try {
      var signed = SignedJWT.parse(token);
      var header = signed.getHeader();
      if (!JWSAlgorithm.ES256.equals(header.getAlgorithm())) {
        throw bad("it is signed with %s, and not with ES256".formatted(header.getAlgorithm()));
      }
      var key = JWKSet.parse(keys).getKeyByKeyId(header.getKeyID());
      if (key == null) {
        throw bad("the verifier publishes no key %s".formatted(header.getKeyID()));
      }
      if (!signed.verify(new ECDSAVerifier(key.toECKey()))) {
        throw bad("its signature does not hold");
      }
      var claims = JSON.readTree(signed.getPayload().toString());
      checkClaims(new Fields(claims), now);
      return new CheckedResult(claims);
    } catch (ParseException | JOSEException | IOException e) {
      throw new CommandFailed(
          ExitCode.BAD_NEWS,
          "The verifier's answer is no attestation result; check the address.",
          e);
    }
  }

  private static void checkClaims(Fields claims, Instant now) throws CommandFailed {
    if (!claims.text("eat_profile").equals(PROFILE)) {
      throw bad(
          "it is of the profile %s, and not %s".formatted(claims.text("eat_profile"), PROFILE));
    }
    if (!now.isBefore(Instant.ofEpochSecond(claims.number("exp")))) {
      throw bad("it expired");
    }
  }

  private static CommandFailed bad(String reason) {
    return new CommandFailed(
        ExitCode.BAD_NEWS, "The attestation result is not to be relied on: %s.".formatted(reason));
  }

  /// All claims.
  public JsonNode claims() {
    return claims;
  }

  /// What it says of a machine; nothing where it is of another.
  public Fields appraisal(String machine) {
    return new Fields(claims).object("submods").object(machine);
  }

  /// When it ends.
  public Instant expiresAt() {
    return Instant.ofEpochSecond(new Fields(claims).number("exp"));
  }
}
