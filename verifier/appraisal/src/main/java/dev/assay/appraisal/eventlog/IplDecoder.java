package dev.assay.appraisal.eventlog;

import dev.assay.appraisal.codec.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Decodes EV_IPL, which each boot loader fills in its own way: GRUB with commands and file names,
/// shim with the names of its variables, systemd's in UCS-2 with command lines and the names of a
/// kernel image's sections.
final class IplDecoder {
  private static final int GRUB_COMMANDS = 8;
  private static final List<Prefix> GRUB_PREFIXES =
      Stream.of("grub_cmd", "kernel_cmdline", "grub_kernel_cmdline", "module_cmdline")
          .map(Prefix::of)
          .toList();

  private record Prefix(String name, Bytes withColon, Bytes withSpace) {
    static Prefix of(String name) {
      return new Prefix(name, ascii(name + ": "), ascii(name + " "));
    }

    private static Bytes ascii(String text) {
      return Bytes.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }
  }

  private IplDecoder() {}

  static EventPayload decode(long pcr, Bytes data) {
    String prefix = pcr == GRUB_COMMANDS ? prefix(data) : "";
    return Text.ascii(data, prefix.isEmpty() ? 0 : unhashed(data, prefix))
        .or(() -> prefix.isEmpty() ? Text.utf16(data) : Optional.empty())
        .<EventPayload>map(text -> new EventPayload.IplText(prefix, text))
        .orElseGet(EventPayload.Opaque::new);
  }

  /// How many bytes of a GRUB event are not hashed: the prefix with its colon and space, or in the
  /// builds of some distributions its space alone.
  static int unhashed(Bytes data, String prefix) {
    boolean colon = data.length() > prefix.length() && data.get(prefix.length()) == ':';
    return prefix.length() + (colon ? 2 : 1);
  }

  /// The prefix of GRUB's that the data begins with, with what parts it from the text; "" where it
  /// has none.
  private static String prefix(Bytes data) {
    for (Prefix prefix : GRUB_PREFIXES) {
      if (data.holdsAt(0, prefix.withColon) || data.holdsAt(0, prefix.withSpace)) {
        return prefix.name;
      }
    }
    return "";
  }
}
