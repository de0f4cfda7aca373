package dev.assay.reference.corim;

import com.upokecenter.cbor.CBORObject;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.reference.ReferenceRefused;
import java.security.KeyException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;

/// A message with one signature (RFC 9052, section 4.2). What it says is handed out only to whoever
/// holds a key that made the signature.
final class CoseSign1 {
  private static final int TAG = 18;
  private static final int ALGORITHM = 1;
  private static final int CRITICAL = 2;
  private static final int CONTENT_TYPE = 3;
  private static final String RIM = "application/rim+cbor";

  private CoseSign1() {}

  /// What was signed, and by which of the keys.
  record Opened(Bytes payload, int signer) {}

  /// Opens a message.
  ///
  /// @throws ReferenceRefused where it is no COSE_Sign1 of a manifest, or no key of `signers` made
  ///   its signature
  static Opened open(Item message, List<PublicKey> signers) throws ReferenceRefused {
    Item parts =
        message.untagged(TAG).orElseThrow(() -> new ReferenceRefused("it is no COSE_Sign1"));
    Bytes header = parts.element(0, 4).bytes();
    Item protectedHeader = Item.decode("protected header", header);
    CoseAlgorithm algorithm = algorithm(protectedHeader);
    requireManifest(protectedHeader);
    Bytes payload = parts.element(2, 4).bytes();
    byte[] signed = structure(header, payload);
    byte[] signature = parts.element(3, 4).bytes().toArray();
    for (int i = 0; i < signers.size(); i++) {
      if (algorithm.verifies(signers.get(i), signed, signature)) {
        return new Opened(payload, i);
      }
    }
    throw new ReferenceRefused(
        "none of the signers that you trust made its signature, or it was changed since");
  }

  private static CoseAlgorithm algorithm(Item header) throws ReferenceRefused {
    int id = header.member(ALGORITHM, "alg").number();
    return CoseAlgorithm.ofId(id)
        .orElseThrow(
            () -> new ReferenceRefused("its signature algorithm %d is not accepted".formatted(id)));
  }

  // Of parameters that must be understood, none is.
  private static void requireManifest(Item header) throws ReferenceRefused {
    if (header.optional(CRITICAL, "crit").isPresent()) {
      throw new ReferenceRefused("it has critical header parameters that are not known here");
    }
    Optional<Item> type = header.optional(CONTENT_TYPE, "content type");
    if (type.isEmpty() || !type.get().isText() || !type.get().text().equals(RIM)) {
      throw new ReferenceRefused("its content is not said to be " + RIM);
    }
  }

  /// Signs a manifest.
  ///
  /// @throws KeyException where the key is of no kind that is used here
  static Bytes sign(Bytes payload, PrivateKey key) throws KeyException {
    CoseAlgorithm algorithm =
        CoseAlgorithm.ofKey(key)
            .orElseThrow(
                () -> new KeyException("the key is neither of P-256, P-384, P-521 nor Ed25519"));
    Bytes header =
        Bytes.wrap(
            CBORObject.NewOrderedMap()
                .Add(ALGORITHM, algorithm.id())
                .Add(CONTENT_TYPE, RIM)
                .EncodeToBytes());
    byte[] signature = algorithm.sign(key, structure(header, payload));
    CBORObject message =
        CBORObject.NewArray()
            .Add(header.toArray())
            .Add(CBORObject.NewMap())
            .Add(payload.toArray())
            .Add(signature);
    return Bytes.wrap(message.WithTag(TAG).EncodeToBytes());
  }

  /// Sig_structure (RFC 9052, section 4.4).
  private static byte[] structure(Bytes header, Bytes payload) {
    return CBORObject.NewArray()
        .Add("Signature1")
        .Add(header.toArray())
        .Add(new byte[0])
        .Add(payload.toArray())
        .EncodeToBytes();
  }
}
