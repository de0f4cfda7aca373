package dev.assay.verifier.service;

import dev.assay.appraisal.golden.ComponentKind;
import dev.assay.appraisal.golden.ComponentList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// An inventory as siblings and golden sets are compared with: what is there, and how many of it.
/// The second of a kind is a kind of its own, so one card too many or too few is seen as well.
final class ComponentKinds {
  private ComponentKinds() {}

  /// The components of each list that the host can read.
  static Map<ComponentList, List<ComponentKind>> lists(Inventory inventory) {
    var lists = new EnumMap<ComponentList, List<ComponentKind>>(ComponentList.class);
    if (inventory.pci() instanceof Inventory.Pci.Listed(var devices)) {
      lists.put(
          ComponentList.PCI,
          devices.stream()
              .filter(device -> !device.virtualFunction())
              .<ComponentKind>map(PciDevice::kind)
              .toList());
    }
    if (inventory.smbios() instanceof Inventory.Smbios.Listed(var parts)) {
      lists.put(ComponentList.SMBIOS, parts.stream().map(SmbiosPart::kind).toList());
    }
    return lists;
  }

  /// The names of the lists that are there, and under each `LIST|kind`.
  static Set<String> of(Inventory inventory) {
    var kinds = new HashSet<String>();
    lists(inventory)
        .forEach(
            (list, components) -> {
              kinds.add(list.name());
              Map<String, Integer> seen = new HashMap<>();
              for (var component : components) {
                kinds.add(nth(component, seen.merge(component.words(), 1, Integer::sum)));
              }
            });
    return kinds;
  }

  /// What the first, second, and so on of a kind is counted as.
  static String nth(ComponentKind kind, int number) {
    return kind.list().name()
        + "|"
        + kind.words()
        + (number == 1 ? "" : ", the " + ordinal(number));
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
  static boolean isOf(ComponentList list, String kind) {
    return kind.startsWith(list.name() + "|");
  }

  /// The kind in words.
  static String words(String kind) {
    return kind.substring(kind.indexOf('|') + 1);
  }
}
