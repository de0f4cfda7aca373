package dev.assay.verifier.service;

import dev.assay.appraisal.golden.ComponentKind;
import dev.assay.appraisal.golden.ComponentKind.Part;

/// A part that SMBIOS lists (DMTF DSP0134), as a host reports it. Texts are harmless, and empty
/// where the table has none.
///
/// @param place where it sits: a socket, a slot
/// @param model part number, product or version, whichever its kind has
public record SmbiosPart(
    Part.Type type, String place, String manufacturer, String model, String serial) {
  /// The longest text kept.
  static final int MAXIMUM = 64;

  /// Cleans the texts.
  public SmbiosPart {
    place = Text.cleaned(place, MAXIMUM);
    manufacturer = Text.cleaned(manufacturer, MAXIMUM);
    model = Text.cleaned(model, MAXIMUM);
    serial = Text.cleaned(serial, MAXIMUM);
  }

  /// What it is, wherever it sits and whichever serial it has.
  ComponentKind kind() {
    return new ComponentKind.Part(type, manufacturer, model);
  }

  /// The same part wherever it sits.
  SmbiosPart elsewhere(String otherPlace) {
    return new SmbiosPart(type, otherPlace, manufacturer, model, serial);
  }

  /// In words: `memory DIMM_A1 Samsung M393A4K40 serial 123`.
  String describe() {
    var text = new StringBuilder(type.words());
    for (var word : new String[] {place, manufacturer, model}) {
      if (!word.isEmpty()) {
        text.append(' ').append(word);
      }
    }
    return serial.isEmpty() ? text.toString() : text.append(" serial ").append(serial).toString();
  }
}
