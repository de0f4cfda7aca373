package dev.assay.appraisal.eventlog;

import dev.assay.appraisal.codec.ByteReader;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The types of signature lists that the UEFI specification defines (section "Signature Database").
enum SignatureType {
  X509("a5c059a1-94e4-4aa7-87b5-ab155c2bf072", SignatureType.ANY_SIZE),
  SHA1("826ca512-cf10-4ac9-b187-be01496631bd", 20),
  SHA224("0b6e5233-a65c-44c9-9407-d9ab83bfc8bd", 28),
  SHA256("c1c41626-504c-4092-aca9-41f936934328", 32),
  SHA384("ff3e5307-9fd0-48c9-85f1-8ad56c701e01", 48),
  SHA512("093e0fae-a6c4-4f50-9f1b-d41e2b89c19a", 64),
  X509_SHA256("3bd2a492-96c0-4079-b420-fcf98ef103ed", 32 + SignatureType.TIME),
  X509_SHA384("7076876e-80c2-4ee6-aad2-28b349a6865b", 48 + SignatureType.TIME),
  X509_SHA512("446dbf63-2502-4cda-bcfa-2465d2b0fe9d", 64 + SignatureType.TIME),
  RSA2048("3c5766e8-269c-4e34-aa14-ed776e85b3b6", 256),
  RSA2048_SHA1("67f8444f-8743-48f1-a328-1eaab8736080", 256),
  RSA2048_SHA256("e2b36190-879b-4a3d-ad8d-f2e7bba32784", 256);

  private static final int TIME = 16;
  private static final int ANY_SIZE = -1;
  private static final Map<Guid, SignatureType> BY_GUID =
      Stream.of(values())
          .collect(Collectors.toUnmodifiableMap(type -> Guid.of(type.guid), type -> type));

  private final String guid;
  private final int size;

  SignatureType(String guid, int size) {
    this.guid = guid;
    this.size = size;
  }

  static Optional<SignatureType> of(Guid guid) {
    return Optional.ofNullable(BY_GUID.get(guid));
  }

  /// Whether the data of an entry may have this size, in bytes, without its owner.
  boolean allows(long dataSize) {
    return size == ANY_SIZE ? dataSize > 0 : dataSize == size;
  }

  /// Decodes the data of an entry, which [#allows] said is of the right size.
  static SignatureData decode(Optional<SignatureType> type, Bytes data) throws MalformedInput {
    if (type.isEmpty()) {
      return new SignatureData.Other(data);
    }
    return switch (type.get()) {
      case X509 -> CertificateDecoder.decode(data);
      case SHA1 -> hash(HashAlgorithm.SHA1, data);
      case SHA256 -> hash(HashAlgorithm.SHA256, data);
      case SHA384 -> hash(HashAlgorithm.SHA384, data);
      case SHA512 -> hash(HashAlgorithm.SHA512, data);
      case X509_SHA256 -> certificateHash(HashAlgorithm.SHA256, data);
      case X509_SHA384 -> certificateHash(HashAlgorithm.SHA384, data);
      case X509_SHA512 -> certificateHash(HashAlgorithm.SHA512, data);
      case RSA2048 -> new SignatureData.RsaKey(data);
      case SHA224, RSA2048_SHA1, RSA2048_SHA256 -> new SignatureData.Other(data);
    };
  }

  /// The algorithm of image hashes of this size.
  static Optional<HashAlgorithm> ofHashSize(int size) {
    return switch (size) {
      case 20 -> Optional.of(HashAlgorithm.SHA1);
      case 32 -> Optional.of(HashAlgorithm.SHA256);
      case 48 -> Optional.of(HashAlgorithm.SHA384);
      case 64 -> Optional.of(HashAlgorithm.SHA512);
      default -> Optional.empty();
    };
  }

  static SignatureData.ImageHash hash(HashAlgorithm algorithm, Bytes data) {
    return new SignatureData.ImageHash(new Digest(algorithm, data));
  }

  private static SignatureData certificateHash(HashAlgorithm algorithm, Bytes data)
      throws MalformedInput {
    ByteReader reader = ByteReader.littleEndian(data);
    Digest digest = new Digest(algorithm, reader.take(algorithm.size(), "a hash"));
    return new SignatureData.CertificateHash(data, digest, EfiTime.read(reader));
  }
}
