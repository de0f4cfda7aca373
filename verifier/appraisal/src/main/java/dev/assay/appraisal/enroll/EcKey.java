package dev.assay.appraisal.enroll;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.tpm.KeyParameters;
import dev.assay.appraisal.tpm.TpmSignature;
import java.math.BigInteger;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;

/// ECDSA (FIPS 186-5, section 6.4) by Bouncy Castle's own interface: as quick as through JCA, and r
/// and s need no DER. The curve is the one written for speed.
record EcKey(ECPublicKeyParameters key) implements SignatureKey {
  static EcKey of(KeyParameters.Ecc ecc) {
    X9ECParameters curve = CustomNamedCurves.getByName(ecc.curve().jcaName());
    return new EcKey(
        new ECPublicKeyParameters(
            curve.getCurve().createPoint(number(ecc.x()), number(ecc.y())),
            new ECDomainParameters(curve)));
  }

  @Override
  public boolean verifies(Bytes message, TpmSignature signature) {
    if (!(signature instanceof TpmSignature.Ecdsa ecdsa)) {
      return false;
    }
    ECDSASigner verifier = new ECDSASigner();
    verifier.init(false, key);
    // Refuses r and s outside 1 to n - 1, and takes the leftmost bits of a hash longer than n.
    return verifier.verifySignature(
        ecdsa.hash().hash(message).value().toArray(), number(ecdsa.r()), number(ecdsa.s()));
  }

  private static BigInteger number(Bytes bytes) {
    return new BigInteger(1, bytes.toArray());
  }
}
