package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultCommandTest extends WithVerifier {
  private final ECKey key = key();

  private static ECKey key() {
    try {
      return new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  private String token(String machine, String status, Instant expires) {
    var appraisal =
        Map.of(
            "ear_status", status,
            "ear_trustworthiness_vector", Map.of("executables", 3),
            "ear_appraisal_policy_ids", List.of("os-layer:enforce"));
    var claims =
        new JWTClaimsSet.Builder()
            .claim("eat_profile", "tag:ietf.org,2026:rats/ear#03")
            .expirationTime(Date.from(expires))
            .claim("submods", Map.of(machine, appraisal))
            .build();
    try {
      var header = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build();
      var token = new SignedJWT(header, claims);
      token.sign(new ECDSASigner(key));
      return token.serialize();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  private void verifierSays(String token, ECKey published) {
    verifier()
        .on("GET /api/v1/machines/" + TRUSTED + "/result", 200, token)
        .on("GET /api/v1/result-keys", 200, new JWKSet(published).toPublicJWKSet().toString());
  }

  @Test
  void tokenIsPrintedAlone() {
    var token = token(TRUSTED, "affirming", AssayCall.NOW.plusSeconds(60));
    verifierSays(token, key);

    assertThat(assay().run("result", TRUSTED.substring(0, 8)).out()).isEqualTo(token + "\n");
  }

  @Test
  void checkedResultIsSaidInWords() {
    verifierSays(token(TRUSTED, "affirming", AssayCall.NOW.plusSeconds(60)), key);

    var result = assay().run("result", TRUSTED.substring(0, 8), "--verify");

    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out())
        .contains(
            "affirming", "good until  2026-11-22T10:01:00Z", "executables", "os-layer:enforce");
  }

  @Test
  void contraindicatedIsBadNews() {
    verifierSays(token(TRUSTED, "contraindicated", AssayCall.NOW.plusSeconds(60)), key);

    assertThat(assay().run("result", TRUSTED.substring(0, 8), "--verify").code()).isEqualTo(1);
  }

  @Test
  void resultThatDoesNotHoldIsRefused() {
    var good = AssayCall.NOW.plusSeconds(60);
    verifierSays(token(TRUSTED, "affirming", AssayCall.NOW), key);
    assertRefused("expired");
    verifier().reset();
    knowsTheFleet();
    verifierSays(token(TRUSTED, "affirming", good), key());
    assertRefused("publishes no key");
    verifier().reset();
    knowsTheFleet();
    verifierSays(token(SILENT, "affirming", good), key);
    assertRefused("is not of");
    verifier().reset();
    knowsTheFleet();
    var other = token(TRUSTED, "warning", good).split("\\.", 3);
    var token = token(TRUSTED, "affirming", good).split("\\.", 3);
    verifierSays(other[0] + "." + token[1] + "." + other[2], key);
    assertRefused("signature does not hold");
  }

  private void assertRefused(String reason) {
    var result = assay().run("result", TRUSTED.substring(0, 8), "--verify");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains(reason);
  }
}
