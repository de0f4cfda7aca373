package dev.assay.appraisal.golden;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a component is, as a host reports it; not where it sits nor which serial it has, so that
/// siblings whose slots are filled differently have the same kinds. Reported, not proven.
public sealed interface ComponentKind {

  /// The list that it is on.
  ComponentList list();

  /// In words, which are other words for another kind.
  String words();

  /// A PCI function.
  ///
  /// @param vendor 16 bits, as are device and the subsystem's two
  /// @param classCode base class, subclass and programming interface: 24 bits
  /// @param revision 8 bits
  /// @param optionRom whether it has an expansion ROM
  record Pci(
      int vendor,
      int device,
      int subsystemVendor,
      int subsystemDevice,
      int classCode,
      int revision,
      boolean optionRom)
      implements ComponentKind {

    /// Refuses what is no PCI function.
    public Pci {
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

    @Override
    public ComponentList list() {
      return ComponentList.PCI;
    }

    @Override
    public String words() {
      return String.format(
          Locale.ROOT,
          "PCI %04x:%04x, class %06x%s, subsystem %04x:%04x, revision %02x",
          vendor,
          device,
          classCode,
          optionRom ? ", with an option ROM" : "",
          subsystemVendor,
          subsystemDevice,
          revision);
    }
  }

  /// A part that SMBIOS lists (DMTF DSP0134).
  ///
  /// @param manufacturer empty where the table has none
  /// @param model part number, product or version, whichever its type has; empty likewise
  record Part(Type type, String manufacturer, String model) implements ComponentKind {

    /// The types of parts that are kept: those that can be exchanged.
    public enum Type {
      BASEBOARD,
      CHASSIS,
      PROCESSOR,
      MEMORY,
      POWER_SUPPLY;

      /// In words.
      public String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
      }
    }

    @Override
    public ComponentList list() {
      return ComponentList.SMBIOS;
    }

    @Override
    public String words() {
      return Stream.of(type.words(), manufacturer, model)
          .filter(word -> !word.isEmpty())
          .collect(Collectors.joining(" "));
    }
  }
}
