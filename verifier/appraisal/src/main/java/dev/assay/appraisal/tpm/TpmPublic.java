package dev.assay.appraisal.tpm;

import dev.assay.appraisal.codec.ByteReader;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import java.security.PublicKey;
import org.jspecify.annotations.Nullable;

/// The public area of an RSA or ECC key: TPMT_PUBLIC (TPM 2.0 Part 2, section 12.2.4). Well formed,
/// with a usable key; whether a TPM holds it is another question.
///
/// Equal where the bytes are.
public final class TpmPublic {
  /// The longest public area accepted, in bytes.
  public static final int MAX_BYTES = 1024;

  static final int MAX_RSA_BYTES = 512;

  private final Bytes raw;
  private final HashAlgorithm nameAlgorithm;
  private final ObjectAttributes attributes;
  private final Bytes authPolicy;
  private final KeyParameters parameters;
  private final PublicKey publicKey;

  private TpmPublic(
      Bytes raw,
      HashAlgorithm nameAlgorithm,
      ObjectAttributes attributes,
      Bytes authPolicy,
      KeyParameters parameters,
      PublicKey publicKey) {
    this.raw = raw;
    this.nameAlgorithm = nameAlgorithm;
    this.attributes = attributes;
    this.authPolicy = authPolicy;
    this.parameters = parameters;
    this.publicKey = publicKey;
  }

  /// Reads a whole TPMT_PUBLIC.
  ///
  /// @throws MalformedInput where it is no RSA key of 2048 to 4096 bits and no ECC key on P-256,
  ///   P-384 or P-521, an algorithm is unknown, a reserved attribute is set, the point is not on
  ///   its curve, or bytes follow
  public static TpmPublic parse(Bytes tpmtPublic) throws MalformedInput {
    ByteReader reader = ByteReader.bigEndian(tpmtPublic);
    if (tpmtPublic.length() > MAX_BYTES) {
      throw reader.malformed(tpmtPublic.length() + " bytes, " + MAX_BYTES + " at most");
    }
    int type = reader.u16();
    HashAlgorithm nameAlgorithm = AlgorithmId.readHash(reader, "key's Name");
    ObjectAttributes attributes = readAttributes(reader);
    Bytes authPolicy = reader.sized(HashAlgorithm.MAX_SIZE, "authorization policy");
    long start = reader.position();
    KeyParameters parameters =
        switch (type) {
          case AlgorithmId.RSA -> KeyReader.rsa(reader);
          case AlgorithmId.ECC -> KeyReader.ecc(reader);
          default -> throw new MalformedInput("object of type %#06x, no key".formatted(type), 0);
        };
    reader.expectEnd("the public area");
    PublicKey key = KeyReader.decode(parameters, start);
    return new TpmPublic(tpmtPublic, nameAlgorithm, attributes, authPolicy, parameters, key);
  }

  /// Reads a TPM2B_PUBLIC: a two-byte size, then the TPMT_PUBLIC, and nothing more.
  public static TpmPublic parseSized(Bytes tpm2bPublic) throws MalformedInput {
    ByteReader reader = ByteReader.bigEndian(tpm2bPublic);
    Bytes area = reader.sized(MAX_BYTES, "public area");
    reader.expectEnd("the sized public area");
    return parse(area);
  }

  private static ObjectAttributes readAttributes(ByteReader reader) throws MalformedInput {
    long start = reader.position();
    ObjectAttributes attributes = new ObjectAttributes((int) reader.u32());
    if (attributes.usesReserved()) {
      throw new MalformedInput("reserved bits are set in attributes " + attributes, start);
    }
    return attributes;
  }

  /// The TPMT_PUBLIC as it came.
  public Bytes raw() {
    return raw;
  }

  /// The hash of its Name; for an EK also that of the credentials made for it.
  public HashAlgorithm nameAlgorithm() {
    return nameAlgorithm;
  }

  public ObjectAttributes attributes() {
    return attributes;
  }

  /// The policy digest, empty where the key has none.
  public Bytes authPolicy() {
    return authPolicy;
  }

  public KeyParameters parameters() {
    return parameters;
  }

  /// The key for the JDK's cryptography.
  public PublicKey publicKey() {
    return publicKey;
  }

  /// The Name, computed from these bytes.
  public TpmName name() {
    return TpmName.of(nameAlgorithm, raw);
  }

  /// SHA-256 of these bytes; of an EK, it is the machine's id.
  public Digest sha256() {
    return HashAlgorithm.SHA256.hash(raw);
  }

  /// SHA-256 of the key alone, as its SubjectPublicKeyInfo (RFC 5280, section 4.1.2.7): equal for
  /// every public area that describes the same key.
  public Digest keySha256() {
    return HashAlgorithm.SHA256.hash(Bytes.wrap(publicKey.getEncoded()));
  }

  /// The kind of key for people: "RSA 2048" or "ECC P-256".
  public String describe() {
    return parameters.describe();
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof TpmPublic other && raw.equals(other.raw);
  }

  @Override
  public int hashCode() {
    return raw.hashCode();
  }

  @Override
  public String toString() {
    return describe() + " " + name();
  }
}
