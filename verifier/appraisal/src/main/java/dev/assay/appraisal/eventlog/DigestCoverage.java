package dev.assay.appraisal.eventlog;

import dev.assay.appraisal.codec.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// Hashes the data of events again, where their type says that the digest covers it (TCG PFP,
/// section "Event Types").
final class DigestCoverage {
  private static final int UKI_SECTIONS = 11;

  private DigestCoverage() {}

  /// What the type of an event says of its digest.
  private enum Claim {
    /// It is the hash of the data.
    OF_DATA,
    /// It may be: firmware and boot loaders differ.
    PERHAPS_OF_DATA,
    /// It is of code, or of tables that are not in the log.
    OF_ELSEWHERE
  }

  /// What the digests cover.
  ///
  /// @param part whose hash all of them are, where that is a part of the data; else empty
  record Covered(Coverage coverage, Bytes part) {
    /// The bytes whose hash all digests of `event` are; empty for [Coverage#NOTHING].
    Bytes bytes(Event event) {
      return coverage == Coverage.DATA ? event.data() : part;
    }
  }

  private static final Covered NOTHING = new Covered(Coverage.NOTHING, Bytes.EMPTY);
  private static final Covered WHOLE = new Covered(Coverage.DATA, Bytes.EMPTY);

  private static Claim claim(EventType type) {
    return switch (type.id()) {
      case 0x04, 0x05, 0x08, 0x12 -> Claim.OF_DATA;
      case 0x80000001, 0x80000002, 0x80000006, 0x80000007, 0x8000000C, 0x8000000D -> Claim.OF_DATA;
      case 0x800000E0, 0x800000E1, 0x800000E2, 0x800000E3, 0x800000E4 -> Claim.OF_DATA;
      case 0x06, 0x0A, 0x0B, 0x0C, 0x0D, 0x0E, 0x10, 0x11 -> Claim.PERHAPS_OF_DATA;
      default -> Claim.OF_ELSEWHERE;
    };
  }

  static boolean mayBeOfData(EventType type) {
    return claim(type) != Claim.OF_ELSEWHERE;
  }

  /// Decodes the data only where the type says that it may be covered.
  static Covered of(Event event) {
    if (!mayBeOfData(event.type())) {
      return NOTHING;
    }
    return switch (event.payload()) {
      case EventPayload.UefiVariable variable when isBootVariable(event.type()) ->
          variable(event, variable);
      case EventPayload.IplText(String prefix, String text) -> text(event, prefix, text);
      default -> whole(event);
    };
  }

  /// See [Event#measurable()]. What is of elsewhere holds no variable.
  static List<Bytes> measurable(Event event) {
    return mayBeOfData(event.type())
            && event.payload() instanceof EventPayload.UefiVariable variable
        ? List.of(event.data(), variable.value())
        : List.of(event.data());
  }

  /// Whether the type says that the digest is of the data, and it is not. An error separator says
  /// by its digest what it is, and describes the error with its data.
  static boolean isBroken(Event event, Covered covered) {
    return claim(event.type()) == Claim.OF_DATA
        && covered.coverage() == Coverage.NOTHING
        && !(event.type().equals(EventType.SEPARATOR) && PayloadDecoder.isErrorSeparator(event));
  }

  static Trust trust(Event event, Covered covered) {
    if (covered.coverage() != Coverage.NOTHING) {
      return Trust.VERIFIED_DATA;
    }
    boolean describes =
        switch (event.payload()) {
          case EventPayload.Opaque _, EventPayload.Malformed _ -> false;
          case TaggedEvents tagged -> !event.extended() || TaggedEventDecoder.describesOnly(tagged);
          default -> !isBroken(event, covered) && !event.data().isEmpty();
        };
    return describes ? Trust.UNTRUSTED_TEXT : Trust.DIGEST_ONLY;
  }

  private static boolean isBootVariable(EventType type) {
    return type.equals(EventType.EFI_VARIABLE_BOOT);
  }

  /// EDK2 hashes the variable's value alone, some vendors the whole structure.
  private static Covered variable(Event event, EventPayload.UefiVariable variable) {
    return event.digestsAreOf(variable.value())
        ? new Covered(Coverage.VARIABLE_VALUE, variable.value())
        : whole(event);
  }

  /// GRUB hashes the text after its prefix in PCR 8, mostly without the NUL at its end; systemd the
  /// names of sections in ASCII, with their NUL, but logs them in UCS-2.
  private static Covered text(Event event, String prefix, String text) {
    Bytes data = event.data();
    if (!prefix.isEmpty()) {
      int start = IplDecoder.unhashed(data, prefix);
      int end = start + text.length();
      return ofText(event, data.slice(start, end))
          .or(
              () ->
                  end == data.length()
                      ? Optional.empty()
                      : ofText(event, data.slice(start, data.length())))
          .orElse(NOTHING);
    }
    if (event.pcr() == UKI_SECTIONS && Text.isAscii(text)) {
      Bytes name = Bytes.wrap((text + "\0").getBytes(StandardCharsets.US_ASCII));
      return ofText(event, name).orElseGet(() -> whole(event));
    }
    return whole(event);
  }

  private static Optional<Covered> ofText(Event event, Bytes text) {
    return event.digestsAreOf(text)
        ? Optional.of(new Covered(Coverage.TEXT, text))
        : Optional.empty();
  }

  private static Covered whole(Event event) {
    return event.digestsAreOf(event.data()) ? WHOLE : NOTHING;
  }
}
