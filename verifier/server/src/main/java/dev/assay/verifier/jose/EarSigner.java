package dev.assay.verifier.jose;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.assay.verifier.service.AttestationResult;
import dev.assay.verifier.service.ResultSigner;
import java.util.ArrayList;
import java.util.List;

/// Signs results with ES256. A key is named by its thumbprint (RFC 7638).
public final class EarSigner implements ResultSigner {
  private final EarClaims claims;
  private final ECDSASigner signer;
  private final JWSHeader header;
  private final String published;

  /// A signer.
  ///
  /// @param current signs; has its private part
  /// @param others are published beside it: those before it, and the one to come
  /// @param build the verifier's version
  public EarSigner(ECKey current, List<ECKey> others, String build) {
    this.claims = new EarClaims(build);
    this.header =
        new JWSHeader.Builder(JWSAlgorithm.ES256)
            .type(JOSEObjectType.JWT)
            .keyID(current.getKeyID())
            .build();
    this.published = publicKeys(current, others);
    try {
      this.signer = new ECDSASigner(current);
    } catch (JOSEException unusable) {
      throw new IllegalArgumentException("no key to sign with", unusable);
    }
  }

  private static String publicKeys(ECKey current, List<ECKey> others) {
    var keys = new ArrayList<JWK>();
    keys.add(current);
    keys.addAll(others);
    return new JWKSet(keys).toPublicJWKSet().toString();
  }

  @Override
  public String sign(AttestationResult result) {
    var token = new SignedJWT(header, claims.of(result));
    try {
      token.sign(signer);
    } catch (JOSEException failed) {
      throw new IllegalStateException("a result can't be signed", failed);
    }
    return token.serialize();
  }

  @Override
  public String publicKeys() {
    return published;
  }
}
