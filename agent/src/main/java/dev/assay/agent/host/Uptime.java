package dev.assay.agent.host;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;

/// Time since boot.
public final class Uptime {
  /// Where Linux shows it, time asleep included (CLOCK_BOOTTIME).
  private static final Path FILE = Path.of("/proc/uptime");

  private Uptime() {}

  /// Milliseconds since boot, to a hundredth of a second.
  ///
  /// @throws IOException where the kernel doesn't say
  public static long millis() throws IOException {
    var text = SmallFile.text(FILE, 128).strip();
    var end = text.indexOf(' ');
    try {
      return new BigDecimal(end < 0 ? text : text.substring(0, end)).movePointRight(3).longValue();
    } catch (NumberFormatException e) {
      throw new IOException(FILE + " holds no time since boot", e);
    }
  }
}
