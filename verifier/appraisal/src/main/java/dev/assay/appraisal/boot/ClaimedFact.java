package dev.assay.appraisal.boot;

import dev.assay.appraisal.codec.PlainText;

/// Something that the log says and nothing proves: no digest covers it, or its PCR is not
/// explained. For people to read, never to decide by.
///
/// @param pcr where it stands
/// @param event its index in the log
/// @param text made harmless and cut
public record ClaimedFact(int pcr, int event, String text) {
  public ClaimedFact {
    text = PlainText.of(text, BootFacts.MAX_TEXT);
  }
}
