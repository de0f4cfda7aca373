package dev.assay.verifier.service;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/// The claims of a trustworthiness vector (AR4SI, section 2.3.4) that Assay has anything to say on,
/// and which finding is about which: by its PCR, or by its code where it has none.
public enum TrustClaim {
  /// Which machine it is: its EK, and the AK that is bound to it.
  INSTANCE_IDENTITY(2),
  /// What the firmware and the loader were set to.
  CONFIGURATION(2),
  /// What ran until the operating system had control: 3, approved at boot; nothing is said of
  /// later.
  EXECUTABLES(3),
  /// What the kernel measured of files (IMA).
  FILE_SYSTEM(2),
  /// The TPM and the board that it is on.
  HARDWARE(2);

  static final int NO_CLAIM = 0;
  static final int WARNING = 32;
  static final int CONTRAINDICATED = 96;

  private static final Set<TrustClaim> MEASURED = EnumSet.of(CONFIGURATION, EXECUTABLES);

  private final int affirming;

  TrustClaim(int affirming) {
    this.affirming = affirming;
  }

  int affirming() {
    return affirming;
  }

  /// As vectors spell it.
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// What a finding speaks against. One that names no PCR and is not known here speaks against all
  /// that is measured.
  static Set<TrustClaim> of(RecordedFinding finding) {
    return finding.pcr().isPresent()
        ? EnumSet.of(ofPcr(finding.pcr().getAsInt()))
        : ofCode(finding.code());
  }

  // TCG PC Client Platform Firmware Profile, section 3.3.4; from PCR 8 on as Linux uses them.
  private static TrustClaim ofPcr(int pcr) {
    return switch (pcr) {
      case 1, 3, 5, 6, 7, 8, 12, 14, 15 -> CONFIGURATION;
      case 10 -> FILE_SYSTEM;
      default -> EXECUTABLES;
    };
  }

  private static Set<TrustClaim> ofCode(String code) {
    return switch (code) {
      case "BOARD_OF_ANOTHER_MACHINE",
          "REPORTED_IDENTITY_CHANGED",
          "SERIAL_KNOWN_WITH_OTHER_TPM",
          "BOARD_MODEL_DISAGREES",
          "MANIFEST_DISAGREES",
          "SAME_CHASSIS_AS_ANOTHER_MACHINE",
          "COMPONENT_ADDED",
          "COMPONENT_LACKING",
          "COMPONENT_MISSING",
          "COMPONENT_RARE",
          GoldenComponents.BEYOND,
          GoldenComponents.SHORT,
          "COMPONENTS_UNSEEN",
          "RESET_WITHOUT_REBOOT",
          "RESET_COUNT_WENT_BACK",
          "CLOCK_WENT_BACK",
          "CLOCK_BEHIND_UPTIME",
          "TPM_FIRMWARE_CHANGED" ->
          EnumSet.of(HARDWARE);
      case "SAME_TPM_AS_ANOTHER_MACHINE" -> EnumSet.of(INSTANCE_IDENTITY, HARDWARE);
      case "FIRMWARE_VERSION_DIFFERS", "OS_LAYER_NOT_JUDGED" -> EnumSet.of(EXECUTABLES);
      default -> MEASURED;
    };
  }
}
