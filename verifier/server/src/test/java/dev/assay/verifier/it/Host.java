package dev.assay.verifier.it;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.assay.agent.testing.Sysfs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/// What a host has beside its TPM, laid out in a folder: the event log, SMBIOS strings, PCI
/// functions and boot id of a real boot that was captured.
final class Host {

  static final String EVENT_LOG = "binary_bios_measurements";
  static final String DMI = "dmi";
  static final String BOOT_ID = "boot_id";
  static final String SYSFS = "sys";

  private static final ObjectMapper JSON = new ObjectMapper();

  private Host() {}

  /// Lays out the host of a capture, with serial numbers of its own: many captures are boots of one
  /// chassis, and a test that gives each a TPM of its own wants as many chassis.
  static Path of(Path folder, String capture) {
    return of(folder, capture, "-" + folder.getFileName());
  }

  /// Lays out the host of a capture as it was.
  static Path withSerialsOf(Path folder, String capture) {
    return of(folder, capture, "");
  }

  private static Path of(Path folder, String capture, String serialSuffix) {
    try {
      Files.createDirectories(folder.resolve(DMI));
      Files.copy(eventLog(capture), folder.resolve(EVENT_LOG));
      var dmi = JSON.readTree(Files.readAllBytes(captures().resolve(capture).resolve("dmi.json")));
      for (var fact : dmi.properties()) {
        var suffix = fact.getKey().endsWith("_serial") ? serialSuffix : "";
        Files.writeString(
            folder.resolve(DMI).resolve(fact.getKey()), fact.getValue().asText() + suffix + "\n");
      }
      Sysfs.of(folder.resolve(SYSFS), captures().resolve(capture).resolve("pci.txt"));
      Files.writeString(folder.resolve(BOOT_ID), UUID.randomUUID() + "\n");
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The event log of a captured boot.
  static Path eventLog(String capture) {
    return captures().resolve(capture).resolve(EVENT_LOG);
  }

  static byte[] eventLogBytes(String capture) {
    try {
      return Files.readAllBytes(eventLog(capture));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path captures() {
    var captures = Path.of("..", "appraisal", "src", "test", "resources", "captures");
    if (!Files.isDirectory(captures)) {
      throw new AssertionError("the captured boots are missing: " + captures.toAbsolutePath());
    }
    return captures.toAbsolutePath().normalize();
  }
}
