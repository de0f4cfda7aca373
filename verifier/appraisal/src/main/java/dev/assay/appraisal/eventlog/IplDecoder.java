package dev.assay.appraisal.eventlog;

import dev.assay.appraisal.codec.Bytes;
import java.util.List;

/// Decodes EV_IPL, which each boot loader fills in its own way: GRUB with commands and file names,
/// shim with the names of its variables, systemd's in UCS-2 with command lines and the names of a
/// kernel image's sections.
final class IplDecoder {
  private static final int GRUB_COMMANDS = 8;
  private static final List<String> GRUB_PREFIXES =
      List.of("grub_cmd", "kernel_cmdline", "grub_kernel_cmdline", "module_cmdline");

  private IplDecoder() {}

  static EventPayload decode(long pcr, Bytes data) {
    return Text.ascii(data)
        .or(() -> Text.utf16(data))
        .<EventPayload>map(text -> pcr == GRUB_COMMANDS ? grub(text) : plain(text))
        .orElseGet(EventPayload.Opaque::new);
  }

  /// How many bytes of a GRUB event are not hashed: the prefix with its colon and space, or in the
  /// builds of some distributions its space alone.
  static int unhashed(Bytes data, String prefix) {
    boolean colon = data.length() > prefix.length() && data.get(prefix.length()) == ':';
    return prefix.length() + (colon ? 2 : 1);
  }

  private static EventPayload grub(String text) {
    for (String prefix : GRUB_PREFIXES) {
      if (text.startsWith(prefix)) {
        int end = prefix.length();
        int start = text.startsWith(": ", end) ? end + 2 : text.startsWith(" ", end) ? end + 1 : -1;
        if (start >= 0) {
          return new EventPayload.IplText(prefix, text.substring(start));
        }
      }
    }
    return plain(text);
  }

  private static EventPayload plain(String text) {
    return new EventPayload.IplText("", text);
  }
}
