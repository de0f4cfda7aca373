package dev.assay.agent.host;

import dev.assay.v1.PciDevice;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The PCI functions that the kernel lists. Taken from `uevent`, where all but one of the numbers
/// stand in one file: a server has hundreds of functions. Nothing is asked of the devices.
final class PciFunctions {
  /// Most functions that are listed.
  static final int LIMIT = 4096;

  private static final int LONGEST_SLOT = 16;
  private static final int FILE_LIMIT = 4096;

  private PciFunctions() {}

  /// All, by slot.
  ///
  /// @param devices the kernel's folder of them
  /// @throws IOException where there is no such folder, or one of them can't be read
  static List<PciDevice> list(Path devices) throws IOException {
    var found = new ArrayList<PciDevice>();
    try (var folders = Files.newDirectoryStream(devices)) {
      for (var folder : folders) {
        try {
          found.add(read(folder));
        } catch (NoSuchFileException e) {
          if (Files.exists(folder)) {
            throw e;
          } // else it was taken out just now
        }
        if (found.size() > LIMIT) {
          throw new IOException(devices + " lists more than " + LIMIT + " functions");
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    found.sort(Comparator.comparing(PciDevice::getSlot));
    return found;
  }

  private static PciDevice read(Path folder) throws IOException {
    var facts = facts(SmallFile.text(folder.resolve("uevent"), FILE_LIMIT));
    try {
      var id = pair(facts.getOrDefault("PCI_ID", ""));
      var subsystem = pair(facts.getOrDefault("PCI_SUBSYS_ID", ""));
      return PciDevice.newBuilder()
          .setSlot(slot(folder))
          .setVendor(id[0])
          .setDevice(id[1])
          .setSubsystemVendor(subsystem[0])
          .setSubsystemDevice(subsystem[1])
          .setClassCode(number(facts.getOrDefault("PCI_CLASS", ""), 0xFFFFFF))
          .setRevision(revision(folder))
          .setOptionRom(Files.exists(folder.resolve("rom")))
          .setVirtualFunction(Files.exists(folder.resolve("physfn")))
          .build();
    } catch (NumberFormatException e) {
      throw new IOException(folder + " does not say what the device is", e);
    }
  }

  private static Map<String, String> facts(String text) {
    var facts = new HashMap<String, String>();
    for (var line : text.split("\n", -1)) {
      var equals = line.indexOf('=');
      if (equals > 0) {
        facts.put(line.substring(0, equals), line.substring(equals + 1));
      }
    }
    return facts;
  }

  private static String slot(Path folder) throws IOException {
    var name = folder.getFileName().toString();
    if (name.length() > LONGEST_SLOT) {
      throw new IOException(folder + " has a longer name than a PCI function");
    }
    return name;
  }

  /// As `8086:0D57`.
  private static int[] pair(String text) {
    var colon = text.indexOf(':');
    return new int[] {
      number(text.substring(0, Math.max(0, colon)), 0xFFFF),
      number(text.substring(colon + 1), 0xFFFF)
    };
  }

  /// As `0x02`.
  private static int revision(Path folder) throws IOException {
    var text = SmallFile.text(folder.resolve("revision"), FILE_LIMIT).strip();
    return number(text.startsWith("0x") ? text.substring(2) : text, 0xFF);
  }

  private static int number(String hexadecimal, int largest) {
    var value = Integer.parseInt(hexadecimal, 16);
    if (value < 0 || value > largest) {
      throw new NumberFormatException(hexadecimal);
    }
    return value;
  }
}
