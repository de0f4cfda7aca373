package dev.assay.verifier.service;

import dev.assay.appraisal.finding.Finding;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The codes of all findings that an appraisal may hold: those of the evidence, and those of the
/// service about the machine behind it.
public final class FindingCodes {
  private static final Set<String> OF_THE_SERVICE =
      Set.of(
          "BOARD_MODEL_DISAGREES",
          "BOARD_OF_ANOTHER_MACHINE",
          "COMPONENTS_UNSEEN",
          "COMPONENT_ADDED",
          "COMPONENT_LACKING",
          "COMPONENT_MISSING",
          "COMPONENT_RARE",
          GoldenComponents.BEYOND,
          GoldenComponents.SHORT,
          GoldenCatalogue.NOT_VOUCHED_FOR,
          "REPORTED_IDENTITY_CHANGED",
          "SAME_CHASSIS_AS_ANOTHER_MACHINE",
          "SAME_TPM_AS_ANOTHER_MACHINE");

  /// What is said where no golden set is in force: no fault of the machine's.
  public static final Set<String> OF_A_MISSING_GOLDEN_SET =
      Set.of("NO_GOLDEN_SET", "AWAITS_GOLDEN_SET", GoldenCatalogue.NOT_VOUCHED_FOR);

  private FindingCodes() {}

  public static Set<String> all() {
    return Stream.concat(Finding.codes(Finding.class).stream(), OF_THE_SERVICE.stream())
        .collect(Collectors.toUnmodifiableSet());
  }
}
