package dev.assay.agent.host;

import java.io.IOException;
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
    try {
      return millis(SmallFile.text(FILE, 128));
    } catch (IndexOutOfBoundsException | NumberFormatException e) {
      throw new IOException(FILE + " holds no time since boot", e);
    }
  }

  /// The first of the file's two numbers: seconds, and two digits of hundredths.
  static long millis(String text) {
    var dot = text.indexOf('.');
    var seconds = Long.parseLong(text, 0, dot, 10);
    var hundredths = Long.parseLong(text, dot + 1, dot + 3, 10);
    return seconds * 1000 + hundredths * 10;
  }
}
