package dev.assay.verifier.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.assay.appraisal.golden.ComponentKind;
import dev.assay.appraisal.golden.ComponentList;
import dev.assay.appraisal.golden.ExpectedComponents;
import dev.assay.appraisal.golden.ExpectedComponents.Expected;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The components that a golden set expects a host to report, as its file has them.
///
/// @param pci absent where nothing is said of PCI functions
/// @param smbios absent where nothing is said of parts
public record ComponentsView(Optional<List<Pci>> pci, Optional<List<Part>> smbios) {

  /// PCI functions of one kind; numbers in hexadecimal.
  ///
  /// @param least how many a machine has at least
  /// @param most how many at most
  public record Pci(
      String vendor,
      String device,
      String subsystemVendor,
      String subsystemDevice,
      @JsonProperty("class") String classCode,
      String revision,
      boolean optionRom,
      int least,
      int most) {
    static Pci of(Expected expected) {
      var kind = (ComponentKind.Pci) expected.kind();
      return new Pci(
          "%04x".formatted(kind.vendor()),
          "%04x".formatted(kind.device()),
          "%04x".formatted(kind.subsystemVendor()),
          "%04x".formatted(kind.subsystemDevice()),
          "%06x".formatted(kind.classCode()),
          "%02x".formatted(kind.revision()),
          kind.optionRom(),
          expected.least(),
          expected.most());
    }
  }

  /// Parts of the SMBIOS table of one kind.
  ///
  /// @param least how many a machine has at least
  /// @param most how many at most
  public record Part(String type, String manufacturer, String model, int least, int most) {
    static Part of(Expected expected) {
      var kind = (ComponentKind.Part) expected.kind();
      return new Part(
          kind.type().name(), kind.manufacturer(), kind.model(), expected.least(), expected.most());
    }
  }

  static ComponentsView of(ExpectedComponents components) {
    return new ComponentsView(
        list(components, ComponentList.PCI, Pci::of),
        list(components, ComponentList.SMBIOS, Part::of));
  }

  private static <T> Optional<List<T>> list(
      ExpectedComponents components, ComponentList list, Function<Expected, T> view) {
    return components.of(list).map(all -> all.stream().map(view).toList());
  }
}
