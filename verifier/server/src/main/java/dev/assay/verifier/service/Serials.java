package dev.assay.verifier.service;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Which serial numbers tell machines apart. Firmware often holds a placeholder instead.
public final class Serials {
  private static final Set<String> PLACEHOLDERS =
      Set.of(
          "none",
          "default string",
          "not specified",
          "not available",
          "not applicable",
          "to be filled by o.e.m.",
          "system serial number",
          "base board serial number",
          "chassis serial number",
          "0123456789",
          "123456789",
          "1234567890",
          "empty",
          "unknown",
          "invalid",
          "oem",
          "n/a");

  private Serials() {}

  public static Optional<String> board(HostFacts host) {
    return host.get(HostFact.BOARD_SERIAL).filter(Serials::tells);
  }

  public static Optional<String> chassis(HostFacts host) {
    return host.get(HostFact.CHASSIS_SERIAL).filter(Serials::tells);
  }

  private static boolean tells(String serial) {
    return serial.length() >= 4
        && serial.chars().distinct().count() > 1
        && !PLACEHOLDERS.contains(serial.toLowerCase(Locale.ROOT));
  }
}
