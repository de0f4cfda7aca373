package dev.assay.cli.verifier;

import java.util.Map;

/// The verifier's advice names fields of its REST interface; a person here types options.
final class OptionWords {
  private static final Map<String, String> OPTIONS =
      Map.of(
          "acceptUnverifiedEk", "--without-ek-certificate",
          "acceptNewKey", "--new-key",
          "acceptReplacedTpm", "--replaced-tpm",
          "acceptUntrusted", "--accept-untrusted",
          "acceptDifferencesReason", "--accept-differences",
          "forceChangesReason", "--force-changes",
          "singleMachineReason", "--single");

  private OptionWords() {}

  /// The advice with options for fields.
  static String in(String advice) {
    var said = advice;
    for (var option : OPTIONS.entrySet()) {
      said = said.replace(option.getKey(), option.getValue());
    }
    return said;
  }
}
