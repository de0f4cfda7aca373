package dev.assay.appraisal.ima;

import dev.assay.appraisal.codec.ByteReader;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Decodes the fields of template data (the kernel's ima_template_lib.c).
final class ImaFieldDecoder {
  private static final Set<String> IDS =
      Set.of(
          "d",
          "d-ng",
          "d-ngv2",
          "d-modsig",
          "n",
          "n-ng",
          "sig",
          "evmsig",
          "modsig",
          "buf",
          "xattrnames",
          "xattrlengths",
          "xattrvalues",
          "iuid",
          "igid",
          "imode");

  // As long as the kernel's longest name of a kind and a hash, with room.
  private static final int MAX_ALGORITHM = 64;

  private ImaFieldDecoder() {}

  static boolean knows(String id) {
    return IDS.contains(id);
  }

  /// The fields of data that has a length before each of them, as all templates have but "ima".
  static List<ImaField> decode(Bytes data, List<String> ids) throws MalformedInput {
    ByteReader reader = ByteReader.littleEndian(data);
    List<ImaField> fields = new ArrayList<>(ids.size());
    for (String id : ids) {
      fields.add(field(id, reader.reader(reader.u32(), "field " + id)));
    }
    reader.expectEnd("the template data");
    return fields;
  }

  /// The fields of template "ima": a digest without a length, a name without a terminating NUL.
  static List<ImaField> decodeIma(Bytes data) throws MalformedInput {
    ByteReader reader = ByteReader.littleEndian(data);
    Bytes digest = reader.take(HashAlgorithm.SHA1.size(), "field d");
    Bytes name = reader.take(reader.u32(), "field n");
    if (indexOfNul(name) >= 0) {
      throw reader.malformed("field n has a NUL inside");
    }
    reader.expectEnd("the template data");
    return List.of(new ImaField.FileDigest("", "sha1", digest), new ImaField.Name(name));
  }

  private static ImaField field(String id, ByteReader reader) throws MalformedInput {
    return switch (id) {
      case "d" -> new ImaField.FileDigest("", "sha1", rest(reader));
      case "d-ng", "d-ngv2", "d-modsig" -> digest(id, reader);
      case "n", "n-ng" -> new ImaField.Name(terminated(id, reader));
      case "sig", "evmsig" -> signature(rest(reader));
      case "modsig" -> new ImaField.AppendedSignature(rest(reader));
      case "buf" -> new ImaField.Buffer(rest(reader));
      case "xattrnames" -> attributeNames(reader);
      case "xattrlengths" -> attributeLengths(reader);
      case "xattrvalues" -> new ImaField.AttributeValues(rest(reader));
      case "iuid", "igid" -> inodeNumber(id, reader, 4);
      case "imode" -> inodeNumber(id, reader, 2);
      default -> throw new IllegalArgumentException("no field " + id);
    };
  }

  /// `algorithm:`, NUL, the digest; in d-ngv2 `kind:algorithm:`. A file without an appended
  /// signature has an empty d-modsig.
  private static ImaField digest(String id, ByteReader reader) throws MalformedInput {
    if (id.equals("d-modsig") && reader.remaining() == 0) {
      return new ImaField.FileDigest("", "", Bytes.EMPTY);
    }
    Bytes field = rest(reader);
    int nul = indexOfNul(field.slice(0, Math.min(field.length(), MAX_ALGORITHM)));
    String prefix = nul < 0 ? "" : ImaTemplate.name(field.slice(0, nul));
    int algorithm = id.equals("d-ngv2") ? prefix.indexOf(':') + 1 : 0;
    int end = prefix.length() - 1;
    if (end <= algorithm
        || prefix.indexOf(':', algorithm) != end
        || (id.equals("d-ngv2") && algorithm < 2)
        || !prefix.chars().allMatch(ImaFieldDecoder::inName)) {
      throw reader.malformed("field " + id + " without the name of an algorithm");
    }
    return new ImaField.FileDigest(
        prefix.substring(0, Math.max(0, algorithm - 1)),
        prefix.substring(algorithm, end),
        field.slice(nul + 1, field.length()));
  }

  private static boolean inName(int c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == ':';
  }

  private static Bytes terminated(String id, ByteReader reader) throws MalformedInput {
    Bytes field = rest(reader);
    if (field.isEmpty() || indexOfNul(field) != field.length() - 1) {
      throw reader.malformed("field " + id + " doesn't end at its only NUL");
    }
    return field.slice(0, field.length() - 1);
  }

  private static ImaField signature(Bytes value) {
    if (value.isEmpty()) {
      return new ImaField.Signature(value, Optional.empty());
    }
    ByteReader reader = ByteReader.bigEndian(value);
    try {
      int type = reader.u8();
      int version = reader.u8();
      int hash = reader.u8();
      Bytes keyId = reader.take(4, "key identifier");
      reader.take(reader.u16(), "signature");
      reader.expectEnd("the signature");
      return new ImaField.Signature(
          value, Optional.of(new ImaField.SignatureHeader(type, version, hash, keyId)));
    } catch (MalformedInput e) {
      return new ImaField.Signature(value, Optional.empty());
    }
  }

  private static ImaField attributeNames(ByteReader reader) throws MalformedInput {
    if (reader.remaining() == 0) {
      return new ImaField.AttributeNames(List.of());
    }
    Bytes names = terminated("xattrnames", reader);
    String text = new String(names.toArray(), StandardCharsets.UTF_8);
    return new ImaField.AttributeNames(List.of(text.split("\\|", -1)));
  }

  private static ImaField attributeLengths(ByteReader reader) throws MalformedInput {
    List<Long> lengths = new ArrayList<>(reader.remaining() / 4);
    while (reader.remaining() > 0) {
      lengths.add(reader.u32());
    }
    return new ImaField.AttributeLengths(lengths);
  }

  private static ImaField inodeNumber(String id, ByteReader reader, int size)
      throws MalformedInput {
    if (reader.remaining() == 0) {
      return new ImaField.InodeNumber(id, Optional.empty());
    }
    long value = size == 2 ? reader.u16() : reader.u32();
    reader.expectEnd("field " + id);
    return new ImaField.InodeNumber(id, Optional.of(value));
  }

  private static Bytes rest(ByteReader reader) throws MalformedInput {
    return reader.take(reader.remaining(), "the field");
  }

  private static int indexOfNul(Bytes bytes) {
    for (int i = 0; i < bytes.length(); i++) {
      if (bytes.get(i) == 0) {
        return i;
      }
    }
    return -1;
  }
}
