package dev.assay.reference.corim;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.reference.ReferenceRefused;
import dev.assay.reference.ReferenceValues;
import dev.assay.reference.Signers;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collections;
import java.util.List;

/// Reads a signed CoRIM (draft-ietf-rats-corim): what its reference triples say of the PCRs of a
/// board. Other triples, and tags that are no CoMID, are left alone.
public final class Corim {
  private static final int COSE_SIGN1 = 18;
  private static final int UNSIGNED = 501;

  private Corim() {}

  /// Reads a manifest.
  ///
  /// @throws ReferenceRefused where it is no CoRIM, is not signed by any of `signers`, is not valid
  ///   at `time`, or says nothing of PCRs
  public static ReferenceValues read(Bytes corim, Signers signers, Instant time)
      throws ReferenceRefused {
    Item message = Item.decode("the manifest", corim);
    if (message.untagged(UNSIGNED).isPresent()) {
      throw new ReferenceRefused("it is not signed, so it is nobody's word");
    }
    if (message.untagged(COSE_SIGN1).isEmpty()) {
      throw new ReferenceRefused("it is no signed CoRIM");
    }
    List<X509Certificate> valid = signers.valid(List.of(), time);
    if (valid.isEmpty()) {
      throw new ReferenceRefused(
          "no certificate of a signer that you trust was given, or none is valid at this time");
    }
    List<PublicKey> keys = valid.stream().map(X509Certificate::getPublicKey).toList();
    CoseSign1.Opened opened = CoseSign1.open(message, keys);
    Item payload = Item.decode("corim", opened.payload());
    Manifest manifest = Manifest.read(payload.untagged(UNSIGNED).orElse(payload), time);
    return new ReferenceValues(
        ReferenceValues.Kind.CORIM,
        manifest.name(),
        manifest.platform(),
        valid.get(opened.signer()).getSubjectX500Principal().getName(),
        Collections.emptySortedMap(),
        manifest.values());
  }
}
