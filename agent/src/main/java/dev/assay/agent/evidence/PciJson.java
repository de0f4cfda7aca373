package dev.assay.agent.evidence;

import dev.assay.v1.PciDevice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// PCI functions as JSON: `{"0000:00:1f.2": {"vendor": "8086", …}, …}`, numbers in hexadecimal.
public final class PciJson {
  private PciJson() {}

  /// The functions of an inventory.
  public static String of(List<PciDevice> devices) {
    var values = new LinkedHashMap<String, Map<String, String>>();
    devices.forEach(device -> values.put(device.getSlot(), facts(device)));
    return JsonText.ofMaps(values) + "\n";
  }

  private static Map<String, String> facts(PciDevice device) {
    var facts = new LinkedHashMap<String, String>();
    facts.put("vendor", "%04x".formatted(device.getVendor()));
    facts.put("device", "%04x".formatted(device.getDevice()));
    facts.put("subsystem_vendor", "%04x".formatted(device.getSubsystemVendor()));
    facts.put("subsystem_device", "%04x".formatted(device.getSubsystemDevice()));
    facts.put("class", "%06x".formatted(device.getClassCode()));
    facts.put("revision", "%02x".formatted(device.getRevision()));
    facts.put("option_rom", Boolean.toString(device.getOptionRom()));
    facts.put("virtual_function", Boolean.toString(device.getVirtualFunction()));
    return facts;
  }
}
