package dev.assay.verifier.jose;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.assay.verifier.service.AttestationResult;
import dev.assay.verifier.service.TrustVector;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;

/// A result as the claims of an EAR (draft-ietf-rats-ear, sections 3 and 3.1).
final class EarClaims {
  static final String PROFILE = "tag:ietf.org,2026:rats/ear#03";
  private static final String DEVELOPER = "https://assay.dev";

  private final String build;

  EarClaims(String build) {
    this.build = "assay-verifier " + build;
  }

  JWTClaimsSet of(AttestationResult result) {
    return new JWTClaimsSet.Builder()
        .claim("eat_profile", PROFILE)
        .issueTime(Date.from(result.issuedAt()))
        .expirationTime(Date.from(result.expiresAt()))
        .claim("ear_verifier_id", Map.of("developer", DEVELOPER, "build", build))
        .claim("ear_status", result.vector().status().label())
        .claim("submods", Map.of(result.machine().toHex(), appraisal(result)))
        .build();
  }

  private static Map<String, Object> appraisal(AttestationResult result) {
    var appraisal = new LinkedHashMap<String, Object>();
    appraisal.put("ear_status", result.vector().status().label());
    appraisal.put("ear_trustworthiness_vector", vector(result.vector()));
    appraisal.put("ear_appraisal_policy_ids", result.policies());
    appraisal.put(DEVELOPER + "/ear/appraisal", own(result));
    return appraisal;
  }

  private static Map<String, Integer> vector(TrustVector vector) {
    var claims = new LinkedHashMap<String, Integer>();
    vector.claims().forEach((claim, value) -> claims.put(claim.label(), value));
    return claims;
  }

  // Assay's own words, under a name that can't be another's (section 5.1).
  private static Map<String, Object> own(AttestationResult result) {
    var own = new LinkedHashMap<String, Object>();
    own.put("verdict", result.verdict().name());
    own.put("freshness", result.freshness().name());
    own.put("softwareTpm", result.softwareTpm());
    result.appraisedAt().ifPresent(at -> own.put("appraisedAt", at.getEpochSecond()));
    return own;
  }
}
