package dev.assay.verifier.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.appraisal.golden.ComponentKind;
import dev.assay.verifier.service.Inventory;
import dev.assay.verifier.service.PciDevice;
import dev.assay.verifier.service.SmbiosPart;
import java.util.ArrayList;

/// An inventory as an object: of each half the list, or in its place why there is none.
final class InventoryJson {
  private static final String PCI = "pci";
  private static final String PCI_ABSENT = "pciAbsent";
  private static final String SMBIOS = "smbios";
  private static final String SMBIOS_ABSENT = "smbiosAbsent";
  private static final String SMBIOS_MALFORMED = "smbiosMalformed";

  private InventoryJson() {}

  static String write(Inventory inventory) {
    var object = Json.object();
    switch (inventory.pci()) {
      case Inventory.Pci.Listed(var devices) -> {
        var list = object.putArray(PCI);
        devices.forEach(device -> write(device, list.addObject()));
      }
      case Inventory.Pci.Absent(var reason) -> object.put(PCI_ABSENT, reason);
    }
    switch (inventory.smbios()) {
      case Inventory.Smbios.Listed(var parts) -> {
        var list = object.putArray(SMBIOS);
        parts.forEach(part -> write(part, list.addObject()));
      }
      case Inventory.Smbios.Absent(var reason) -> object.put(SMBIOS_ABSENT, reason);
      case Inventory.Smbios.Malformed(var reason) -> object.put(SMBIOS_MALFORMED, reason);
    }
    return object.toString();
  }

  private static void write(PciDevice device, ObjectNode object) {
    object
        .put("slot", device.slot())
        .put("vendor", device.kind().vendor())
        .put("device", device.kind().device())
        .put("subsystemVendor", device.kind().subsystemVendor())
        .put("subsystemDevice", device.kind().subsystemDevice())
        .put("classCode", device.kind().classCode())
        .put("revision", device.kind().revision())
        .put("optionRom", device.kind().optionRom())
        .put("virtualFunction", device.virtualFunction());
  }

  private static void write(SmbiosPart part, ObjectNode object) {
    object
        .put("kind", part.type().name())
        .put("place", part.place())
        .put("manufacturer", part.manufacturer())
        .put("model", part.model())
        .put("serial", part.serial());
  }

  static Inventory read(String json) {
    var object = Json.parse(json);
    return new Inventory(pci(object), smbios(object));
  }

  private static Inventory.Pci pci(JsonNode object) {
    if (object.has(PCI_ABSENT)) {
      return new Inventory.Pci.Absent(Json.text(object, PCI_ABSENT));
    }
    var devices = new ArrayList<PciDevice>();
    Json.member(object, PCI).forEach(device -> devices.add(device(device)));
    return new Inventory.Pci.Listed(devices);
  }

  private static PciDevice device(JsonNode object) {
    return new PciDevice(
        Json.text(object, "slot"),
        new ComponentKind.Pci(
            Json.member(object, "vendor").asInt(),
            Json.member(object, "device").asInt(),
            Json.member(object, "subsystemVendor").asInt(),
            Json.member(object, "subsystemDevice").asInt(),
            Json.member(object, "classCode").asInt(),
            Json.member(object, "revision").asInt(),
            Json.member(object, "optionRom").asBoolean()),
        Json.member(object, "virtualFunction").asBoolean());
  }

  private static Inventory.Smbios smbios(JsonNode object) {
    if (object.has(SMBIOS_ABSENT)) {
      return new Inventory.Smbios.Absent(Json.text(object, SMBIOS_ABSENT));
    }
    if (object.has(SMBIOS_MALFORMED)) {
      return new Inventory.Smbios.Malformed(Json.text(object, SMBIOS_MALFORMED));
    }
    var parts = new ArrayList<SmbiosPart>();
    Json.member(object, SMBIOS).forEach(part -> parts.add(part(part)));
    return new Inventory.Smbios.Listed(parts);
  }

  private static SmbiosPart part(JsonNode object) {
    return new SmbiosPart(
        ComponentKind.Part.Type.valueOf(Json.text(object, "kind")),
        Json.text(object, "place"),
        Json.text(object, "manufacturer"),
        Json.text(object, "model"),
        Json.text(object, "serial"));
  }
}
