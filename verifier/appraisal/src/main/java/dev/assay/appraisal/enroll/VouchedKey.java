package dev.assay.appraisal.enroll;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.tpm.KeyParameters;
import dev.assay.appraisal.tpm.KeyScheme;
import dev.assay.appraisal.tpm.SubjectPublicKey;
import dev.assay.appraisal.tpm.TpmPublic;
import dev.assay.appraisal.tpm.TpmSignature;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A key that somebody holds in their hand and vouches for: that it is the AK of the machine which
/// they mean. No credential was opened for it, so it proves nothing about any TPM by itself, and
/// nothing in the service takes it where a [BoundKey] is asked for.
public final class VouchedKey implements QuoteKey {
  private final String id;
  private final KeyParameters parameters;
  private final Optional<TpmPublic> area;
  private final SignatureKey key;

  private VouchedKey(
      String id, KeyParameters parameters, Optional<TpmPublic> area, SignatureKey key) {
    this.id = id;
    this.parameters = parameters;
    this.area = area;
    this.key = key;
  }

  /// The key of a public area, which also tells what its TPM lets be done with it.
  public static VouchedKey of(TpmPublic ak) {
    return new VouchedKey(
        ak.name().toHex(),
        ak.parameters(),
        Optional.of(ak),
        SignatureKey.of(ak.parameters(), ak.publicKey()));
  }

  /// A bare key. Whether its TPM would sign anything with it nobody can tell.
  public static VouchedKey of(SubjectPublicKey bare) {
    return new VouchedKey(
        bare.sha256().toHex(),
        bare.parameters(),
        Optional.empty(),
        SignatureKey.of(bare.parameters(), bare.key()));
  }

  /// The public area, where there is one.
  public Optional<TpmPublic> area() {
    return area;
  }

  /// The kind of key for people: "RSA 2048" or "ECC P-256".
  public String describe() {
    return parameters.describe();
  }

  /// Why it can't be an attestation key, as far as can be told, each reason a sentence; empty where
  /// nothing speaks against it. See [AkRequirements].
  public List<String> shortcomings() {
    if (area.isPresent()) {
      return AkRequirements.check(area.get());
    }
    List<String> reasons = new ArrayList<>();
    if (parameters instanceof KeyParameters.Rsa rsa && Roca.suspects(rsa.modulus())) {
      reasons.add(Roca.REASON);
    }
    return List.copyOf(reasons);
  }

  @Override
  public String id() {
    return id;
  }

  /// The scheme that the key is bound to; where nothing binds it, every scheme of its kind of key
  /// with a hash that attestation keys may have.
  @Override
  public boolean allows(KeyScheme scheme) {
    KeyScheme bound = parameters.scheme();
    boolean fits =
        switch (parameters) {
          case KeyParameters.Ecc _ -> scheme.kind() == KeyScheme.Kind.ECDSA;
          case KeyParameters.Rsa _ ->
              scheme.kind() == KeyScheme.Kind.RSASSA || scheme.kind() == KeyScheme.Kind.RSAPSS;
        };
    return fits
        && scheme.hash().filter(AkRequirements.HASHES::contains).isPresent()
        && (bound.equals(KeyScheme.UNBOUND) || bound.equals(scheme));
  }

  @Override
  public String allowed() {
    if (!parameters.scheme().equals(KeyScheme.UNBOUND)) {
      return parameters.scheme().toString();
    }
    return switch (parameters) {
      case KeyParameters.Ecc _ -> "ECDSA with SHA-256, SHA-384 or SHA-512";
      case KeyParameters.Rsa _ -> "RSASSA or RSAPSS with SHA-256, SHA-384 or SHA-512";
    };
  }

  @Override
  public boolean verifies(Bytes message, TpmSignature signature) {
    return allows(signature.scheme()) && key.verifies(message, signature);
  }

  @Override
  public String toString() {
    return describe() + " " + id;
  }
}
