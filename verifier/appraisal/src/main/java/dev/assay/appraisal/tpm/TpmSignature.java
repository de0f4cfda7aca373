package dev.assay.appraisal.tpm;

import dev.assay.appraisal.codec.ByteReader;
import dev.assay.appraisal.codec.ByteWriter;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;

/// A signature as a TPM writes it: TPMT_SIGNATURE (TPM 2.0 Part 2, section 11.3.4), of the schemes
/// that attestation keys may have.
public sealed interface TpmSignature {
  /// The longest signature accepted, in bytes.
  int MAX_BYTES = 1024;

  /// The hash that was signed.
  HashAlgorithm hash();

  /// The scheme, as the key's public area names it.
  KeyScheme scheme();

  /// ECDSA.
  ///
  /// @param hash the hash that was signed
  /// @param r first number, big endian, 66 bytes at most
  /// @param s second number, big endian, 66 bytes at most
  record Ecdsa(HashAlgorithm hash, Bytes r, Bytes s) implements TpmSignature {
    @Override
    public KeyScheme scheme() {
      return KeyScheme.ecdsa(hash);
    }
  }

  /// RSASSA-PKCS1-v1_5 (RFC 8017 section 8.2).
  ///
  /// @param hash the hash that was signed
  /// @param value as many bytes as the key's modulus has
  record RsaSsa(HashAlgorithm hash, Bytes value) implements TpmSignature {
    @Override
    public KeyScheme scheme() {
      return KeyScheme.rsaSsa(hash);
    }
  }

  /// RSASSA-PSS (RFC 8017 section 8.1).
  ///
  /// @param hash the hash that was signed, also that of the mask
  /// @param value as many bytes as the key's modulus has
  record RsaPss(HashAlgorithm hash, Bytes value) implements TpmSignature {
    @Override
    public KeyScheme scheme() {
      return KeyScheme.rsaPss(hash);
    }
  }

  /// The signature by itself, as most other programs write it, of a scheme that has to be known:
  /// for RSA the number (RFC 8017), for ECDSA the Ecdsa-Sig-Value in DER (RFC 3279, section 2.2.3).
  ///
  /// @param scheme RSASSA, RSAPSS or ECDSA with a hash
  /// @throws MalformedInput where it is no signature of that scheme
  static TpmSignature ofPlain(Bytes plain, KeyScheme scheme) throws MalformedInput {
    HashAlgorithm hash =
        scheme.hash().orElseThrow(() -> new IllegalArgumentException("no hash in " + scheme));
    if (plain.length() > MAX_BYTES) {
      throw new MalformedInput(plain.length() + " bytes, " + MAX_BYTES + " at most", 0);
    }
    return switch (scheme.kind()) {
      case RSASSA -> new RsaSsa(hash, plain);
      case RSAPSS -> new RsaPss(hash, plain);
      case ECDSA -> EcdsaDer.read(plain, hash);
      default -> throw new IllegalArgumentException("nothing is signed by " + scheme);
    };
  }

  /// The TPMT_SIGNATURE.
  default Bytes write() {
    ByteWriter writer = ByteWriter.bigEndian();
    return switch (this) {
      case Ecdsa(HashAlgorithm hash, Bytes r, Bytes s) ->
          writer.u16(AlgorithmId.ECDSA).u16(hash.id()).sized(r).sized(s).toBytes();
      case RsaSsa(HashAlgorithm hash, Bytes value) ->
          writer.u16(AlgorithmId.RSASSA).u16(hash.id()).sized(value).toBytes();
      case RsaPss(HashAlgorithm hash, Bytes value) ->
          writer.u16(AlgorithmId.RSAPSS).u16(hash.id()).sized(value).toBytes();
    };
  }

  /// Reads a whole TPMT_SIGNATURE.
  ///
  /// @throws MalformedInput where the scheme or its hash is unknown, a number is over its bound, or
  ///   bytes follow
  static TpmSignature parse(Bytes tpmtSignature) throws MalformedInput {
    ByteReader reader = ByteReader.bigEndian(tpmtSignature);
    if (tpmtSignature.length() > MAX_BYTES) {
      throw reader.malformed(tpmtSignature.length() + " bytes, " + MAX_BYTES + " at most");
    }
    int scheme = reader.u16();
    TpmSignature signature =
        switch (scheme) {
          case AlgorithmId.ECDSA ->
              new Ecdsa(
                  AlgorithmId.readHash(reader, "signature"),
                  reader.sized(EccCurve.MAX_BYTES, "ECDSA r"),
                  reader.sized(EccCurve.MAX_BYTES, "ECDSA s"));
          case AlgorithmId.RSASSA ->
              new RsaSsa(AlgorithmId.readHash(reader, "signature"), rsaValue(reader));
          case AlgorithmId.RSAPSS ->
              new RsaPss(AlgorithmId.readHash(reader, "signature"), rsaValue(reader));
          default ->
              throw new MalformedInput("unknown signature scheme %#06x".formatted(scheme), 0);
        };
    reader.expectEnd("the signature");
    return signature;
  }

  private static Bytes rsaValue(ByteReader reader) throws MalformedInput {
    return reader.sized(TpmPublic.MAX_RSA_BYTES, "RSA signature");
  }
}
