package dev.assay.golden.signing;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.interfaces.ECKey;
import java.security.interfaces.EdECKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Optional;

/// The kinds of keys that sign golden sets.
public enum KeyKind {
  /// RFC 8032.
  ED25519("Ed25519", "Ed25519", "Ed25519"),
  /// ECDSA on secp256r1 with SHA-256, the signature in DER.
  P256("EC", "secp256r1", "SHA256withECDSA"),
  /// ECDSA on secp384r1 with SHA-384, the signature in DER.
  P384("EC", "secp384r1", "SHA384withECDSA");

  /// What KeyFactory and KeyPairGenerator call it.
  final String family;

  /// What Signature calls it.
  final String algorithm;

  private final String curve;

  KeyKind(String family, String curve, String algorithm) {
    this.family = family;
    this.curve = curve;
    this.algorithm = algorithm;
  }

  /// The kind of a key that a provider made; empty for any other curve.
  static Optional<KeyKind> of(Key key) {
    return Arrays.stream(values()).filter(kind -> kind.holds(key)).findFirst();
  }

  private boolean holds(Key key) {
    return switch (key) {
      case EdECKey edwards ->
          this == ED25519
              && edwards.getParams().getName().equals(NamedParameterSpec.ED25519.getName());
      case ECKey elliptic -> this != ED25519 && isCurve(elliptic.getParams());
      default -> false;
    };
  }

  private boolean isCurve(ECParameterSpec parameters) {
    try {
      var named = AlgorithmParameters.getInstance("EC");
      named.init(new ECGenParameterSpec(curve));
      var expected = named.getParameterSpec(ECParameterSpec.class);
      return parameters.getCurve().equals(expected.getCurve())
          && parameters.getGenerator().equals(expected.getGenerator())
          && parameters.getOrder().equals(expected.getOrder())
          && parameters.getCofactor() == expected.getCofactor();
    } catch (GeneralSecurityException absent) {
      throw new IllegalStateException("The JDK lacks " + curve, absent);
    }
  }

  /// How it is generated.
  AlgorithmParameterSpec parameters() {
    return this == ED25519 ? NamedParameterSpec.ED25519 : new ECGenParameterSpec(curve);
  }
}
