package dev.assay.appraisal.boot;

import dev.assay.appraisal.codec.PlainText;

/// A boot option that was measured.
///
/// @param event its index in the log
/// @param claimedName "Boot0001" and the like; older firmware does not measure the name
/// @param description as firmware shows it
/// @param file the file that it starts; "" where it names none
public record BootOption(int event, String claimedName, String description, String file) {
  public BootOption {
    claimedName = PlainText.of(claimedName, BootFacts.MAX_TEXT);
    description = PlainText.of(description, BootFacts.MAX_TEXT);
    file = PlainText.of(file, BootFacts.MAX_TEXT);
  }
}
