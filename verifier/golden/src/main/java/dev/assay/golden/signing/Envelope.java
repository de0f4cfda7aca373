package dev.assay.golden.signing;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.golden.ProposedSet;
import java.nio.charset.StandardCharsets;

/// What a signature is made over: the canonical document of a proposed set, in the
/// pre-authentication encoding of DSSE (protocol.md of secure-systems-lab/dsse, version 1), so that
/// a signature made for anything else can't be taken for one of a golden set.
public final class Envelope {
  /// DSSE's payload type.
  public static final String PAYLOAD_TYPE = "application/vnd.assay.golden-set+json";

  private Envelope() {}

  /// Signs a set.
  public static Bytes sign(ProposedSet set, SigningKey key) {
    return key.sign(encoded(set));
  }

  /// Whether this key signed this very set, proposal included.
  public static boolean verifies(ProposedSet set, VerificationKey key, Bytes signature) {
    return key.verifies(encoded(set), signature);
  }

  /// `"DSSEv1" SP LEN(type) SP type SP LEN(body) SP body`, the lengths in bytes, in ASCII.
  static Bytes encoded(ProposedSet set) {
    var body = set.canonical();
    var head = "DSSEv1 %d %s %d ".formatted(PAYLOAD_TYPE.length(), PAYLOAD_TYPE, body.length());
    return Bytes.concat(Bytes.wrap(head.getBytes(StandardCharsets.US_ASCII)), body);
  }
}
