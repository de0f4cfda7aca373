package dev.assay.appraisal.enroll;

import dev.assay.appraisal.codec.ByteWriter;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// How TPMs make keys from a secret (TPM 2.0 Part 1, "Key Derivation Function"). All sizes here are
/// whole bytes.
final class KeyDerivation {
  private KeyDerivation() {}

  /// KDFa: SP 800-108 in counter mode with HMAC.
  static Bytes kdfa(
      HashAlgorithm hash, Bytes key, String label, Bytes contextU, Bytes contextV, int bits)
      throws GeneralSecurityException {
    Bytes derived = Bytes.EMPTY;
    for (int counter = 1; 8 * derived.length() < bits; counter++) {
      Bytes block =
          ByteWriter.bigEndian()
              .u32(counter)
              .bytes(terminated(label))
              .bytes(contextU)
              .bytes(contextV)
              .u32(bits)
              .toBytes();
      derived = Bytes.concat(derived, hmac(hash, key, block));
    }
    return derived.slice(0, bits / 8);
  }

  /// KDFe: SP 800-56A with one hash.
  static Bytes kdfe(
      HashAlgorithm hash, Bytes sharedX, String label, Bytes partyU, Bytes partyV, int bits) {
    Bytes derived = Bytes.EMPTY;
    for (int counter = 1; 8 * derived.length() < bits; counter++) {
      Bytes block =
          ByteWriter.bigEndian()
              .u32(counter)
              .bytes(sharedX)
              .bytes(terminated(label))
              .bytes(partyU)
              .bytes(partyV)
              .toBytes();
      derived = Bytes.concat(derived, hash.hash(block).value());
    }
    return derived.slice(0, bits / 8);
  }

  static Bytes hmac(HashAlgorithm hash, Bytes key, Bytes... parts) throws GeneralSecurityException {
    String algorithm = "Hmac" + hash.jcaName().replace("SHA-", "SHA");
    Mac mac = Mac.getInstance(algorithm);
    mac.init(new SecretKeySpec(key.toArray(), algorithm));
    for (Bytes part : parts) {
      mac.update(part.toArray());
    }
    return Bytes.wrap(mac.doFinal());
  }

  /// The label with the zero byte that ends it in every use.
  static Bytes terminated(String label) {
    return Bytes.wrap((label + '\0').getBytes(StandardCharsets.US_ASCII));
  }
}
