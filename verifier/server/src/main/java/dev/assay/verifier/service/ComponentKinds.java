package dev.assay.verifier.service;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// An inventory as siblings are compared by: what is there, and how many of it; not where it sits
/// nor which serial it has. The second of a kind is a kind of its own, so one card too many or too
/// few is seen as well.
final class ComponentKinds {
  private static final String PCI = "PCI";
  private static final String SMBIOS = "SMBIOS";
  private static final String NOWHERE = "0000:00:00.0";

  /// The lists that are compared, each where the host can read it.
  static final List<String> LISTS = List.of(PCI, SMBIOS);

  private ComponentKinds() {}

  /// The names of the lists that are there, and under each `LIST|kind`.
  static Set<String> of(Inventory inventory) {
    var kinds = new HashSet<String>();
    if (inventory.pci() instanceof Inventory.Pci.Listed(var devices)) {
      add(
          kinds,
          PCI,
          devices.stream()
              .filter(device -> !device.virtualFunction())
              .map(
                  device ->
                      "%s, subsystem %04x:%04x, revision %02x"
                          .formatted(
                              device.elsewhere(NOWHERE).describe().replace(NOWHERE + " ", ""),
                              device.subsystemVendor(),
                              device.subsystemDevice(),
                              device.revision()))
              .toList());
    }
    if (inventory.smbios() instanceof Inventory.Smbios.Listed(var parts)) {
      add(
          kinds,
          SMBIOS,
          parts.stream()
              .map(
                  part ->
                      new SmbiosPart(part.kind(), "", part.manufacturer(), part.model(), "")
                          .describe())
              .toList());
    }
    return kinds;
  }

  private static void add(Set<String> kinds, String list, List<String> parts) {
    kinds.add(list);
    Map<String, Integer> seen = new HashMap<>();
    for (var part : parts) {
      int count = seen.merge(part, 1, Integer::sum);
      kinds.add(list + "|" + part + (count == 1 ? "" : ", the " + ordinal(count)));
    }
  }

  /// 2nd, 3rd, 4th.
  private static String ordinal(int count) {
    return switch (count) {
      case 2 -> "second of it";
      case 3 -> "third of it";
      default -> count + "th of it";
    };
  }

  /// Whether it is a kind of this list, and not the list itself.
  static boolean isOf(String list, String kind) {
    return kind.startsWith(list + "|");
  }

  /// The kind in words.
  static String words(String kind) {
    return kind.substring(kind.indexOf('|') + 1);
  }
}
