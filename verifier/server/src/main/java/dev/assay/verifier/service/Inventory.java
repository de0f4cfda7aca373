package dev.assay.verifier.service;

import java.util.List;

/// The components that a host sees: reported, signed by nobody. It can show that something was
/// added or is missing; it proves nothing.
public record Inventory(Pci pci, Smbios smbios) {
  /// The most PCI functions that are taken.
  public static final int MOST_PCI_DEVICES = 4_096;

  /// The PCI functions.
  public sealed interface Pci {
    /// All of them, by slot.
    record Listed(List<PciDevice> devices) implements Pci {
      public Listed {
        devices = List.copyOf(devices);
      }
    }

    /// The host could not list them.
    record Absent(String reason) implements Pci {
      public Absent {
        reason = Text.cleaned(reason, HostFacts.MAXIMUM);
      }
    }
  }

  /// The parts of the SMBIOS table.
  public sealed interface Smbios {
    /// Those of the kinds that are kept, in the table's order.
    record Listed(List<SmbiosPart> parts) implements Smbios {
      public Listed {
        parts = List.copyOf(parts);
      }
    }

    /// The host sent a table that breaks the standard.
    record Malformed(String reason) implements Smbios {}

    /// The host could not read it.
    record Absent(String reason) implements Smbios {
      public Absent {
        reason = Text.cleaned(reason, HostFacts.MAXIMUM);
      }
    }
  }
}
