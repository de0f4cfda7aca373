package dev.assay.appraisal.tpm;

import dev.assay.appraisal.codec.ByteReader;
import dev.assay.appraisal.codec.MalformedInput;
import java.util.Optional;

/// What a key is bound to be used for: TPMT_RSA_SCHEME or TPMT_ECC_SCHEME (TPM 2.0 Part 2, section
/// 11.2). Schemes that neither an EK nor an AK can have are refused when read.
///
/// @param kind the scheme
/// @param hash its hash; absent for [Kind#NONE] and [Kind#RSAES]
public record KeyScheme(Kind kind, Optional<HashAlgorithm> hash) {
  /// A key that is bound to no scheme.
  public static final KeyScheme UNBOUND = new KeyScheme(Kind.NONE, Optional.empty());

  /// The schemes.
  public enum Kind {
    NONE,
    RSASSA,
    RSAES,
    RSAPSS,
    OAEP,
    ECDSA,
    ECDH
  }

  public KeyScheme {
    if (hash.isPresent() == (kind == Kind.NONE || kind == Kind.RSAES)) {
      throw new IllegalArgumentException("scheme " + kind + " with hash " + hash);
    }
  }

  /// ECDSA over `hash`.
  public static KeyScheme ecdsa(HashAlgorithm hash) {
    return new KeyScheme(Kind.ECDSA, Optional.of(hash));
  }

  /// RSASSA-PKCS1-v1_5 over `hash`.
  public static KeyScheme rsaSsa(HashAlgorithm hash) {
    return new KeyScheme(Kind.RSASSA, Optional.of(hash));
  }

  /// RSASSA-PSS over `hash`.
  public static KeyScheme rsaPss(HashAlgorithm hash) {
    return new KeyScheme(Kind.RSAPSS, Optional.of(hash));
  }

  static KeyScheme readRsa(ByteReader reader) throws MalformedInput {
    long start = reader.position();
    int id = reader.u16();
    return switch (id) {
      case AlgorithmId.NULL -> UNBOUND;
      case AlgorithmId.RSAES -> new KeyScheme(Kind.RSAES, Optional.empty());
      case AlgorithmId.RSASSA -> withHash(Kind.RSASSA, reader);
      case AlgorithmId.RSAPSS -> withHash(Kind.RSAPSS, reader);
      case AlgorithmId.OAEP -> withHash(Kind.OAEP, reader);
      default -> throw new MalformedInput("unknown RSA scheme %#06x".formatted(id), start);
    };
  }

  static KeyScheme readEcc(ByteReader reader) throws MalformedInput {
    long start = reader.position();
    int id = reader.u16();
    return switch (id) {
      case AlgorithmId.NULL -> UNBOUND;
      case AlgorithmId.ECDSA -> withHash(Kind.ECDSA, reader);
      case AlgorithmId.ECDH -> withHash(Kind.ECDH, reader);
      default -> throw new MalformedInput("unknown ECC scheme %#06x".formatted(id), start);
    };
  }

  private static KeyScheme withHash(Kind kind, ByteReader reader) throws MalformedInput {
    return new KeyScheme(kind, Optional.of(AlgorithmId.readHash(reader, "key's scheme")));
  }

  /// As in "ECDSA with SHA-256".
  @Override
  public String toString() {
    return kind + hash.map(algorithm -> " with " + algorithm.jcaName()).orElse("");
  }
}
