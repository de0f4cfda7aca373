package dev.assay.verifier.rest;

import dev.assay.verifier.service.Inventory;
import dev.assay.verifier.service.PciDevice;
import dev.assay.verifier.service.ReportedInventory;
import dev.assay.verifier.service.SmbiosPart;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The components that a machine reports. No TPM signs them.
///
/// @param sha256 of the inventory as it was sent
/// @param since when it was first reported as it is now
/// @param hasApproved whether there is an inventory that the machine was approved with, to compare
///   with
/// @param findings how it differs from that
/// @param pciAbsent why no PCI function is listed
/// @param smbiosAbsent why no part of the SMBIOS table is listed
public record InventoryView(
    String sha256,
    Instant since,
    boolean hasApproved,
    List<FindingView> findings,
    List<Pci> pciDevices,
    Optional<String> pciAbsent,
    List<Part> smbiosParts,
    Optional<String> smbiosAbsent) {

  /// A PCI function; numbers in hexadecimal.
  public record Pci(
      String slot,
      String vendor,
      String device,
      String subsystemVendor,
      String subsystemDevice,
      String classCode,
      String revision,
      boolean optionRom,
      boolean virtualFunction) {

    static Pci of(PciDevice device) {
      var kind = device.kind();
      return new Pci(
          device.slot(),
          "%04x".formatted(kind.vendor()),
          "%04x".formatted(kind.device()),
          "%04x".formatted(kind.subsystemVendor()),
          "%04x".formatted(kind.subsystemDevice()),
          "%06x".formatted(kind.classCode()),
          "%02x".formatted(kind.revision()),
          kind.optionRom(),
          device.virtualFunction());
    }
  }

  /// A part of the SMBIOS table; a text is empty where the table has none.
  public record Part(String kind, String place, String manufacturer, String model, String serial) {
    static Part of(SmbiosPart part) {
      return new Part(
          part.type().name(), part.place(), part.manufacturer(), part.model(), part.serial());
    }
  }

  static InventoryView of(ReportedInventory reported) {
    var inventory = reported.inventory();
    return new InventoryView(
        reported.sha256().toHex(),
        reported.since(),
        reported.approved().isPresent(),
        reported.findings().stream().map(FindingView::of).toList(),
        pci(inventory),
        inventory.pci() instanceof Inventory.Pci.Absent(var reason)
            ? Optional.of(reason)
            : Optional.empty(),
        parts(inventory),
        smbiosAbsent(inventory));
  }

  private static List<Pci> pci(Inventory inventory) {
    return inventory.pci() instanceof Inventory.Pci.Listed(var devices)
        ? devices.stream().map(Pci::of).toList()
        : List.of();
  }

  private static List<Part> parts(Inventory inventory) {
    return inventory.smbios() instanceof Inventory.Smbios.Listed(var parts)
        ? parts.stream().map(Part::of).toList()
        : List.of();
  }

  private static Optional<String> smbiosAbsent(Inventory inventory) {
    return switch (inventory.smbios()) {
      case Inventory.Smbios.Listed _ -> Optional.empty();
      case Inventory.Smbios.Absent(var reason) -> Optional.of(reason);
      case Inventory.Smbios.Malformed(var reason) -> Optional.of("malformed: " + reason);
    };
  }
}
