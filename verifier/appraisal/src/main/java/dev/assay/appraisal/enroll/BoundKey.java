package dev.assay.appraisal.enroll;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.KeyScheme;
import dev.assay.appraisal.tpm.TpmName;
import dev.assay.appraisal.tpm.TpmPublic;
import dev.assay.appraisal.tpm.TpmSignature;
import java.util.List;

/// An AK that lives in the TPM of a known EK and signs only what that TPM stated: a credential made
/// for both was opened, and its attributes are those that [AkRequirements] ask for.
///
/// Holds the decoded key. Decoding costs more than a signature check, so keep the object. Safe for
/// use by several threads at once.
public final class BoundKey implements QuoteKey {
  private final Digest machineId;
  private final TpmPublic ak;
  private final TpmName name;
  private final SignatureKey key;

  BoundKey(Digest machineId, TpmPublic ak) {
    List<String> shortcomings = AkRequirements.check(ak);
    if (!shortcomings.isEmpty()) {
      throw new IllegalArgumentException("not an attestation key: " + shortcomings);
    }
    this.machineId = machineId;
    this.ak = ak;
    this.name = ak.name();
    this.key = SignatureKey.of(ak.parameters(), ak.publicKey());
  }

  /// The key as it was bound before. Only for what [OpenChallenge#redeem] proved and the store
  /// kept.
  ///
  /// @param machineId SHA-256 of the EK's public area
  /// @throws IllegalArgumentException where the AK doesn't meet [AkRequirements]
  public static BoundKey recall(Digest machineId, TpmPublic ak) {
    return new BoundKey(machineId, ak);
  }

  /// The AK's public area.
  public TpmPublic ak() {
    return ak;
  }

  /// The AK's Name.
  public TpmName name() {
    return name;
  }

  /// SHA-256 of the EK's public area.
  public Digest machineId() {
    return machineId;
  }

  /// The one scheme and hash that this key signs with.
  public KeyScheme scheme() {
    return ak.parameters().scheme();
  }

  @Override
  public String id() {
    return name.toHex();
  }

  @Override
  public boolean allows(KeyScheme scheme) {
    return scheme.equals(scheme());
  }

  @Override
  public String allowed() {
    return scheme().toString();
  }

  @Override
  public boolean verifies(Bytes message, TpmSignature signature) {
    return allows(signature.scheme()) && key.verifies(message, signature);
  }

  @Override
  public String toString() {
    return "AK " + name + " of machine " + machineId.toHex();
  }
}
