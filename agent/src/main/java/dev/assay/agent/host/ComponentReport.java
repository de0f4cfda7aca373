package dev.assay.agent.host;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.assay.agent.log.Printable;
import dev.assay.v1.Inventory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Puts together which components the host sees, within the limits of the contract: PCI functions
/// and the SMBIOS structure table. What can't be read is reported as absent, with the reason; a
/// part of it never stands for the whole.
public final class ComponentReport {
  /// Largest SMBIOS table that is sent, in bytes.
  static final int SMBIOS_LIMIT = 64 * 1024;

  private ComponentReport() {}

  /// The components as they are now.
  ///
  /// @param sysfs where the kernel's sysfs is mounted
  public static Inventory read(Path sysfs) {
    var inventory = Inventory.newBuilder();
    try {
      inventory.addAllPciDevices(PciFunctions.list(sysfs.resolve("bus/pci/devices")));
    } catch (IOException e) {
      inventory.setPciAbsent(reason(e));
    }
    try {
      inventory.setSmbiosTable(table(sysfs.resolve("firmware/dmi/tables/DMI")));
    } catch (IOException e) {
      inventory.setSmbiosAbsent(reason(e));
    }
    return inventory.build();
  }

  private static ByteString table(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      var bytes = in.readNBytes(SMBIOS_LIMIT + 1);
      if (bytes.length == 0 || bytes.length > SMBIOS_LIMIT) {
        throw new IOException(
            bytes.length == 0
                ? file + " is empty"
                : file + " is larger than the limit of " + SMBIOS_LIMIT + " bytes");
      }
      return UnsafeByteOperations.unsafeWrap(bytes);
    }
  }

  private static String reason(IOException problem) {
    return HostReport.bounded(Printable.describe(problem));
  }
}
