package dev.assay.golden;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.appraisal.golden.ComponentKind;
import dev.assay.appraisal.golden.ComponentList;
import dev.assay.appraisal.golden.ExpectedComponents;
import dev.assay.appraisal.golden.ExpectedComponents.Expected;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The components that machines report: `{"pci": […], "smbios": […]}`. Numbers of PCI are written
/// as `lspci` and sysfs have them, in lower-case hexadecimal digits.
final class ComponentsJson {
  private static final Set<String> LISTS = Set.of("pci", "smbios");
  private static final Set<String> PCI =
      Set.of(
          "vendor",
          "device",
          "subsystemVendor",
          "subsystemDevice",
          "class",
          "revision",
          "optionRom",
          "least",
          "most");
  private static final Set<String> SMBIOS =
      Set.of("type", "manufacturer", "model", "least", "most");

  private ComponentsJson() {}

  static ObjectNode write(ExpectedComponents components) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (ComponentList list : ComponentList.values()) {
      components
          .of(list)
          .ifPresent(
              all -> {
                var array = object.putArray(name(list));
                all.forEach(expected -> array.add(write(expected)));
              });
    }
    return object;
  }

  private static String name(ComponentList list) {
    return list.name().toLowerCase(Locale.ROOT);
  }

  private static ObjectNode write(Expected expected) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    switch (expected.kind()) {
      case ComponentKind.Pci pci ->
          object
              .put("vendor", hex(pci.vendor(), 4))
              .put("device", hex(pci.device(), 4))
              .put("subsystemVendor", hex(pci.subsystemVendor(), 4))
              .put("subsystemDevice", hex(pci.subsystemDevice(), 4))
              .put("class", hex(pci.classCode(), 6))
              .put("revision", hex(pci.revision(), 2))
              .put("optionRom", pci.optionRom());
      case ComponentKind.Part part ->
          object
              .put("type", part.type().name())
              .put("manufacturer", part.manufacturer())
              .put("model", part.model());
    }
    return object.put("least", expected.least()).put("most", expected.most());
  }

  private static String hex(int value, int digits) {
    return HexFormat.of().toHexDigits(value, digits);
  }

  static ExpectedComponents read(Value value) throws GoldenSetInvalid {
    value.allow(LISTS);
    Map<ComponentList, List<Expected>> lists = new EnumMap<>(ComponentList.class);
    for (ComponentList list : ComponentList.values()) {
      Optional<Value> all = value.optional(name(list));
      if (all.isPresent()) {
        lists.put(list, expected(list, all.get()));
      }
    }
    try {
      return new ExpectedComponents(lists);
    } catch (IllegalArgumentException e) {
      throw value.refused(e);
    }
  }

  private static List<Expected> expected(ComponentList list, Value all) throws GoldenSetInvalid {
    List<Expected> expected = new ArrayList<>();
    for (Value one : all.elements()) {
      ComponentKind kind =
          switch (list) {
            case PCI -> pci(one);
            case SMBIOS -> part(one);
          };
      int least = one.member("least").integer();
      int most = one.member("most").integer();
      try {
        expected.add(new Expected(kind, least, most));
      } catch (IllegalArgumentException e) {
        throw one.refused(e);
      }
    }
    return expected;
  }

  private static ComponentKind pci(Value value) throws GoldenSetInvalid {
    value.allow(PCI);
    return new ComponentKind.Pci(
        number(value.member("vendor"), 4),
        number(value.member("device"), 4),
        number(value.member("subsystemVendor"), 4),
        number(value.member("subsystemDevice"), 4),
        number(value.member("class"), 6),
        number(value.member("revision"), 2),
        value.member("optionRom").flag());
  }

  private static int number(Value value, int digits) throws GoldenSetInvalid {
    String text = value.text();
    if (text.length() != digits || !text.chars().allMatch(ComponentsJson::isDigit)) {
      throw value.wrong("%d lower-case hexadecimal digits".formatted(digits));
    }
    return HexFormat.fromHexDigits(text);
  }

  private static boolean isDigit(int character) {
    return (character >= '0' && character <= '9') || (character >= 'a' && character <= 'f');
  }

  private static ComponentKind part(Value value) throws GoldenSetInvalid {
    value.allow(SMBIOS);
    Value type = value.member("type");
    String name = type.text();
    return new ComponentKind.Part(
        Arrays.stream(ComponentKind.Part.Type.values())
            .filter(known -> known.name().equals(name))
            .findFirst()
            .orElseThrow(() -> type.wrong("a type of part")),
        value.member("manufacturer").text(),
        value.member("model").text());
  }
}
