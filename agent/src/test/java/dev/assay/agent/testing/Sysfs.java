package dev.assay.agent.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A folder laid out as the kernel lays out sysfs: PCI functions and the SMBIOS table.
public final class Sysfs {
  private final Path root;

  private Sysfs(Path root) {
    this.root = root;
  }

  /// One without PCI functions and without a table.
  public static Sysfs at(Path root) {
    try {
      Files.createDirectories(root.resolve("bus/pci/devices"));
      return new Sysfs(root);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// One with the functions that a captured boot's `pci.txt` lists, a line each: slot, vendor,
  /// device, class, and `rom=none` or the ROM's size. Other lines tell of no function.
  public static Sysfs of(Path root, Path pciText) {
    var sysfs = at(root);
    try {
      for (var line : Files.readAllLines(pciText)) {
        var facts = line.split(" ", -1);
        if (facts.length != 5) {
          continue;
        }
        sysfs.function(
            facts[0],
            facts[1].substring(2) + ":" + facts[2].substring(2),
            facts[3].substring(2),
            !facts[4].equals("rom=none"));
      }
      return sysfs;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Adds a function.
  ///
  /// @param id vendor and device, as `8086:10D3`
  /// @param classCode hexadecimal
  public Sysfs function(String slot, String id, String classCode, boolean rom) {
    write(
        "bus/pci/devices/" + slot + "/uevent",
        "DRIVER=any\nPCI_CLASS=%s\nPCI_ID=%s\nPCI_SUBSYS_ID=1AF4:1100\nPCI_SLOT_NAME=%s\n"
            .formatted(classCode, id, slot));
    write("bus/pci/devices/" + slot + "/revision", "0x02\n");
    if (rom) {
      write("bus/pci/devices/" + slot + "/rom", "");
    }
    return this;
  }

  /// Takes a function out.
  public Sysfs without(String slot) {
    try {
      var folder = root.resolve("bus/pci/devices").resolve(slot);
      for (var name : new String[] {"uevent", "revision", "rom"}) {
        Files.deleteIfExists(folder.resolve(name));
      }
      Files.delete(folder);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Sets the SMBIOS table.
  public Sysfs smbios(byte[] table) {
    try {
      var file = root.resolve("firmware/dmi/tables/DMI");
      Files.createDirectories(file.getParent());
      Files.write(file, table);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Writes any file of it.
  public Sysfs write(String name, String content) {
    try {
      var file = root.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, content);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Where it is.
  public Path root() {
    return root;
  }
}
