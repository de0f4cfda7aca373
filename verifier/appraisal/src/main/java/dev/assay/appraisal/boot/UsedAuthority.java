package dev.assay.appraisal.boot;

import dev.assay.appraisal.codec.PlainText;

/// What an image was started by (EV_EFI_VARIABLE_AUTHORITY).
///
/// @param event its index in the log
/// @param variable the variable that it is said to come from: "db" is the firmware's, "Shim",
///   "MokList", "SbatLevel" and others are shim's own
/// @param description a certificate's subject, a hash, or the text
/// @param inDb whether the measured db holds it; false for those of shim's, which are not of db
public record UsedAuthority(int event, String variable, String description, boolean inDb) {
  public UsedAuthority {
    variable = PlainText.of(variable, BootFacts.MAX_TEXT);
    description = PlainText.of(description, BootFacts.MAX_TEXT);
  }
}
