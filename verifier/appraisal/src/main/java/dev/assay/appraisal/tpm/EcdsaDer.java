package dev.assay.appraisal.tpm;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import java.io.IOException;
import java.math.BigInteger;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;

/// ECDSA signatures as most programs but TPMs write them: a sequence of r and s in DER (RFC 3279,
/// section 2.2.3).
final class EcdsaDer {
  private EcdsaDer() {}

  static TpmSignature.Ecdsa read(Bytes der, HashAlgorithm hash) throws MalformedInput {
    try {
      ASN1Sequence pair = ASN1Sequence.getInstance(der.toArray());
      if (pair.size() != 2 || !Bytes.wrap(pair.getEncoded("DER")).equals(der)) {
        throw new MalformedInput("no sequence of two numbers in DER, or bytes follow it", 0);
      }
      return new TpmSignature.Ecdsa(
          hash,
          unsigned(ASN1Integer.getInstance(pair.getObjectAt(0)).getValue()),
          unsigned(ASN1Integer.getInstance(pair.getObjectAt(1)).getValue()));
    } catch (IOException | IllegalArgumentException | IllegalStateException e) {
      throw new MalformedInput("no ECDSA signature in DER: " + e.getMessage(), 0);
    }
  }

  private static Bytes unsigned(BigInteger number) throws MalformedInput {
    if (number.signum() < 0 || number.bitLength() > 8 * EccCurve.MAX_BYTES) {
      throw new MalformedInput("a number of an ECDSA signature is out of range", 0);
    }
    Bytes signed = Bytes.wrap(number.toByteArray());
    return signed.get(0) == 0 ? signed.slice(1, signed.length()) : signed;
  }
}
