package dev.assay.verifier.service;

import java.util.Locale;
import java.util.regex.Pattern;

/// One PCI function, as a host reports it.
///
/// @param slot domain, bus, device and function: `0000:03:00.0`
/// @param vendor 16 bits, as are device and the subsystem's two
/// @param classCode base class, subclass and programming interface: 24 bits
/// @param revision 8 bits
/// @param optionRom whether it has an expansion ROM
/// @param virtualFunction whether the running system made it (SR-IOV)
public record PciDevice(
    String slot,
    int vendor,
    int device,
    int subsystemVendor,
    int subsystemDevice,
    int classCode,
    int revision,
    boolean optionRom,
    boolean virtualFunction) {
  private static final Pattern SLOT =
      Pattern.compile("[0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}\\.[0-7]");

  /// Refuses what is no PCI function.
  public PciDevice {
    if (!SLOT.matcher(slot).matches()) {
      throw new IllegalArgumentException("a slot is domain:bus:device.function, in lower case");
    }
    require(vendor, 0xFFFF, "vendor");
    require(device, 0xFFFF, "device");
    require(subsystemVendor, 0xFFFF, "subsystem_vendor");
    require(subsystemDevice, 0xFFFF, "subsystem_device");
    require(classCode, 0xFF_FFFF, "class_code");
    require(revision, 0xFF, "revision");
  }

  private static void require(int value, int largest, String what) {
    if (value < 0 || value > largest) {
      throw new IllegalArgumentException(what + " is at most " + largest);
    }
  }

  /// The same device wherever it sits: what makes a card in another slot the same card.
  PciDevice elsewhere(String otherSlot) {
    return new PciDevice(
        otherSlot,
        vendor,
        device,
        subsystemVendor,
        subsystemDevice,
        classCode,
        revision,
        optionRom,
        virtualFunction);
  }

  /// In words: `PCI 0000:03:00.0 8086:10d3, class 020000, with an option ROM`.
  String describe() {
    var text =
        String.format(Locale.ROOT, "PCI %s %04x:%04x, class %06x", slot, vendor, device, classCode);
    return optionRom ? text + ", with an option ROM" : text;
  }
}
