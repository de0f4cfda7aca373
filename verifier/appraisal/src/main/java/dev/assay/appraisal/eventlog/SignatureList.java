package dev.assay.appraisal.eventlog;

import dev.assay.appraisal.codec.ByteReader;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An EFI_SIGNATURE_LIST: entries of one type and size (UEFI, section "Signature Database").
///
/// @param type GUID of the type, as in EFI_CERT_X509_GUID
/// @param header empty for all types that the specification defines
public record SignatureList(Guid type, Bytes header, List<SignatureEntry> entries) {
  private static final int FIXED = 28;

  public SignatureList {
    entries = List.copyOf(entries);
  }

  /// Refuses sizes that don't add up: a list larger than what remains or smaller than its header,
  /// entries without room for more than their owner or of another size than their type has, a rest
  /// that is no whole entry, and a header where the type has none.
  static SignatureList read(ByteReader reader) throws MalformedInput {
    Guid type = Guid.read(reader, "a signature list's type");
    long listSize = reader.u32();
    long headerSize = reader.u32();
    long entrySize = reader.u32();
    Optional<SignatureType> known = SignatureType.of(type);
    if (known.isPresent() && headerSize != 0) {
      throw reader.malformed("a signature list with a header of " + headerSize + " bytes, not 0");
    }
    if (entrySize <= Guid.SIZE
        || (known.isPresent() && !known.get().allows(entrySize - Guid.SIZE))) {
      throw reader.malformed("a signature list with entries of " + entrySize + " bytes");
    }
    ByteReader body = reader.reader(listSize - FIXED, "a signature list");
    Bytes header = body.take(headerSize, "a signature list's header");
    if (body.remaining() % entrySize != 0) {
      throw body.malformed(body.remaining() + " bytes of signatures, no multiple of " + entrySize);
    }
    List<SignatureEntry> entries = new ArrayList<>((int) (body.remaining() / entrySize));
    Optional<Guid> owner = Optional.empty();
    while (body.remaining() > 0) {
      owner = shared(owner, Guid.read(body, "a signature's owner"));
      Bytes data = body.take(entrySize - Guid.SIZE, "a signature");
      entries.add(new SignatureEntry(owner, SignatureType.decode(known, data)));
    }
    return new SignatureList(type, header, entries);
  }

  /// Lists have hundreds of entries, and mostly one owner.
  private static Optional<Guid> shared(Optional<Guid> last, Guid owner) {
    Optional<Guid> found = Optional.of(owner);
    return last.equals(found) ? last : found;
  }
}
