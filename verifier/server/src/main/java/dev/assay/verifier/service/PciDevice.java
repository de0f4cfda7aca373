package dev.assay.verifier.service;

import dev.assay.appraisal.golden.ComponentKind;
import java.util.Locale;
import java.util.regex.Pattern;

/// One PCI function, as a host reports it.
///
/// @param slot domain, bus, device and function: `0000:03:00.0`
/// @param kind what it is, wherever it sits
/// @param virtualFunction whether the running system made it (SR-IOV)
public record PciDevice(String slot, ComponentKind.Pci kind, boolean virtualFunction) {
  private static final Pattern SLOT =
      Pattern.compile("[0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}\\.[0-7]");

  /// Refuses what is no PCI function.
  public PciDevice {
    if (!SLOT.matcher(slot).matches()) {
      throw new IllegalArgumentException("a slot is domain:bus:device.function, in lower case");
    }
  }

  /// The same device wherever it sits: what makes a card in another slot the same card.
  PciDevice elsewhere(String otherSlot) {
    return new PciDevice(otherSlot, kind, virtualFunction);
  }

  /// In words: `PCI 0000:03:00.0 8086:10d3, class 020000, with an option ROM`.
  String describe() {
    var text =
        String.format(
            Locale.ROOT,
            "PCI %s %04x:%04x, class %06x",
            slot,
            kind.vendor(),
            kind.device(),
            kind.classCode());
    return kind.optionRom() ? text + ", with an option ROM" : text;
  }
}
