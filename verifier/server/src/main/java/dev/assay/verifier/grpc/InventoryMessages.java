package dev.assay.verifier.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.assay.appraisal.golden.ComponentKind;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.verifier.service.Inventory;
import dev.assay.verifier.service.PciDevice;
import dev.assay.verifier.service.SentInventory;
import dev.assay.verifier.service.SmbiosTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// The inventory message, held to the contract's limits.
final class InventoryMessages {
  private static final int LIMIT = 260_000;
  private static final int SMBIOS_LIMIT = 65_536;
  private static final int REASON_LIMIT = 256;

  private InventoryMessages() {}

  static SentInventory sent(ByteString serialized) {
    var bytes = Fields.atMost(LIMIT, serialized, "inventory");
    try {
      return new SentInventory(
          HashAlgorithm.SHA256.hash(bytes),
          bytes.length(),
          inventory(dev.assay.v1.Inventory.parseFrom(serialized)));
    } catch (InvalidProtocolBufferException e) {
      throw Faults.invalid("inventory", "is no serialized Inventory");
    }
  }

  private static Inventory inventory(dev.assay.v1.Inventory inventory) {
    return new Inventory(pci(inventory), smbios(inventory));
  }

  private static Inventory.Pci pci(dev.assay.v1.Inventory inventory) {
    if (inventory.hasPciAbsent()) {
      if (inventory.getPciDevicesCount() > 0) {
        throw Faults.invalid("inventory.pci_absent", "is set beside pci_devices");
      }
      return new Inventory.Pci.Absent(
          Fields.text(REASON_LIMIT, inventory.getPciAbsent(), "inventory.pci_absent"));
    }
    return new Inventory.Pci.Listed(devices(inventory.getPciDevicesList()));
  }

  private static List<PciDevice> devices(List<dev.assay.v1.PciDevice> reported) {
    if (reported.size() > Inventory.MOST_PCI_DEVICES) {
      throw Faults.invalid(
          "inventory.pci_devices",
          "%d entries, at most %d are taken"
              .formatted(reported.size(), Inventory.MOST_PCI_DEVICES));
    }
    var devices = new ArrayList<PciDevice>();
    var slots = new HashSet<String>();
    for (var one : reported) {
      var device = device(one);
      if (!slots.add(device.slot())) {
        throw Faults.invalid("inventory.pci_devices", "names a slot twice");
      }
      devices.add(device);
    }
    return devices;
  }

  private static PciDevice device(dev.assay.v1.PciDevice device) {
    try {
      return new PciDevice(
          device.getSlot(),
          new ComponentKind.Pci(
              device.getVendor(),
              device.getDevice(),
              device.getSubsystemVendor(),
              device.getSubsystemDevice(),
              device.getClassCode(),
              device.getRevision(),
              device.getOptionRom()),
          device.getVirtualFunction());
    } catch (IllegalArgumentException e) {
      throw Faults.invalid("inventory.pci_devices", String.valueOf(e.getMessage()));
    }
  }

  private static Inventory.Smbios smbios(dev.assay.v1.Inventory inventory) {
    return switch (inventory.getSmbiosCase()) {
      case SMBIOS_TABLE ->
          SmbiosTable.read(
              Fields.atMost(SMBIOS_LIMIT, inventory.getSmbiosTable(), "inventory.smbios_table"));
      case SMBIOS_ABSENT ->
          new Inventory.Smbios.Absent(
              Fields.text(REASON_LIMIT, inventory.getSmbiosAbsent(), "inventory.smbios_absent"));
      case SMBIOS_NOT_SET ->
          throw Faults.invalid(
              "inventory.smbios", "is missing; send smbios_table, or smbios_absent with a reason");
    };
  }
}
