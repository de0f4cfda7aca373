package dev.assay.appraisal.eventlog;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.tpm.Digest;
import java.util.Optional;

/// Hashes the data of events again, where their type says that the digest covers it (TCG PFP,
/// section "Event Types").
final class DigestCoverage {
  private static final int GRUB_SEPARATOR = ": ".length();

  private DigestCoverage() {}

  /// The bytes of the data that every digest is the hash of, or empty where there are none.
  static Optional<Bytes> covered(Event event, EventPayload payload) {
    return switch (event.type().id()) {
      case 0x04, 0x05, 0x06, 0x08, 0x0A, 0x0B, 0x11, 0x12 -> ifHashed(event, event.data());
      case 0x80000001, 0x80000006, 0x80000007, 0x8000000C, 0x8000000D ->
          ifHashed(event, event.data());
      case 0x800000E0, 0x800000E1, 0x800000E2, 0x800000E3, 0x800000E4 ->
          ifHashed(event, event.data());
      case 0x80000002 -> bootVariable(event, payload);
      case 0x0D -> ipl(event, payload);
      default -> Optional.empty();
    };
  }

  /// What the data is worth where no digest covers it.
  static Trust withoutCover(Event event) {
    if (event.data().isEmpty()) {
      return Trust.DIGEST_ONLY;
    }
    return switch (event.type().id()) {
      case 0x01, 0x03, 0x07, 0x09, 0x0D, 0x0F, 0x13 -> Trust.UNTRUSTED_TEXT;
      case 0x80000003, 0x80000004, 0x80000005 -> Trust.UNTRUSTED_TEXT;
      case 0x80000008, 0x80000009, 0x8000000A, 0x8000000B, 0x80000010 -> Trust.UNTRUSTED_TEXT;
      default -> Trust.DIGEST_ONLY;
    };
  }

  /// EDK2 hashes the variable's value alone, some vendors the whole structure.
  private static Optional<Bytes> bootVariable(Event event, EventPayload payload) {
    if (payload instanceof EventPayload.UefiVariable variable) {
      Optional<Bytes> value = ifHashed(event, variable.value());
      if (value.isPresent()) {
        return value;
      }
    }
    return ifHashed(event, event.data());
  }

  /// GRUB hashes the text after its prefix in PCR 8, in old builds with the terminating NUL.
  private static Optional<Bytes> ipl(Event event, EventPayload payload) {
    Bytes data = event.data();
    if (payload instanceof EventPayload.IplText(String prefix, String text) && !prefix.isEmpty()) {
      int start = prefix.length() + GRUB_SEPARATOR;
      Optional<Bytes> bare = ifHashed(event, data.slice(start, start + text.length()));
      return bare.isPresent() ? bare : ifHashed(event, data.slice(start, data.length()));
    }
    return ifHashed(event, data);
  }

  private static Optional<Bytes> ifHashed(Event event, Bytes bytes) {
    for (Digest digest : event.digests().values()) {
      if (!digest.algorithm().hash(bytes).equals(digest)) {
        return Optional.empty();
      }
    }
    return Optional.of(bytes);
  }
}
