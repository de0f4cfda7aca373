package dev.assay.verifier.rest;

import dev.assay.appraisal.golden.Quirk;
import java.util.Map;
import java.util.TreeMap;

/// An oddity that a golden set excuses.
///
/// @param oddity the code of the finding that it excuses
/// @param event digests of the one event that it is about, by bank; empty for any event of the PCR
public record QuirkView(String oddity, int pcr, Map<String, String> event) {
  static QuirkView of(Quirk quirk) {
    var event = new TreeMap<String, String>();
    quirk.event().forEach((bank, digest) -> event.put(bank.label(), digest.toHex()));
    return new QuirkView(quirk.oddity().name(), quirk.pcr().value(), event);
  }
}
