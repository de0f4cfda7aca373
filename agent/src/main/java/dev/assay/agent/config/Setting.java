package dev.assay.agent.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Everything that can be set. Each has one name: `event-log` is the flag `--event-log`, the
/// variable `ASSAY_EVENT_LOG` and the key `event-log` of the configuration file.
public enum Setting {
  /// Where the verifier is.
  VERIFIER("HOST:PORT", "", "The verifier's address."),
  /// Whom to trust as verifier.
  CA(
      "FILE",
      "",
      "CA certificates (PEM) that the verifier's certificate must chain to; no other is trusted."
          + " Without it: the Java runtime's own list."),
  /// Where the keys and the enrollment are kept.
  STATE("DIR", "/var/lib/assay-agent", "Folder of the attestation key and the enrollment."),
  /// Which TPM.
  TPM("ADDRESS", "device:/dev/tpmrm0", "The TPM: device:PATH, unix:PATH or tcp:HOST:PORT."),
  /// Where the firmware's event log is.
  EVENT_LOG(
      "FILE",
      "/sys/kernel/security/tpm0/binary_bios_measurements",
      "The firmware event log, as the kernel shows it."),
  /// Where the host's SMBIOS strings are.
  DMI("DIR", "/sys/class/dmi/id", "SMBIOS strings: the kernel's folder, or a JSON file of them."),
  /// Where the kernel's boot id is.
  BOOT_ID("FILE", "/proc/sys/kernel/random/boot_id", "The kernel's boot id."),
  /// Where the kernel's sysfs is.
  SYSFS(
      "DIR",
      "/sys",
      "The kernel's sysfs, for the PCI devices and the SMBIOS table that are reported."),
  /// How the host is called.
  HOST_NAME("NAME", "", "The host's name, a label for people. Without it: as the kernel says."),
  /// Kind of a new attestation key.
  AK("KIND", "ecc", "Kind of a new attestation key: ecc (ECDSA P-256) or rsa (RSASSA-2048)."),
  /// Which endorsement key.
  EK("KIND", "auto", "Endorsement key: auto, ecc (P-256), rsa (2048) or ecc384."),
  /// Whether a proxy ends TLS.
  TLS_PROXY_CERTIFICATE_BINDING(
      "",
      "false",
      "Bind quotes to the server's certificate instead of the connection: only where a proxy ends"
          + " TLS, and the verifier is set so as well."),
  /// How much is logged.
  LOG_LEVEL("LEVEL", "info", "Least important lines that are written: error, warn, info or debug.");

  private final String parameter;
  private final String defaultValue;
  private final String description;

  Setting(String parameter, String defaultValue, String description) {
    this.parameter = parameter;
    this.defaultValue = defaultValue;
    this.description = description;
  }

  /// The key in the configuration file.
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The flag of the command line.
  public String flag() {
    return "--" + key();
  }

  /// The environment variable.
  public String variable() {
    return "ASSAY_" + name();
  }

  /// How help calls the value; empty for a switch.
  public String parameter() {
    return parameter;
  }

  /// Whether the flag stands alone and means `true`.
  public boolean isSwitch() {
    return parameter.isEmpty();
  }

  /// The value where nothing sets one; empty where there is none.
  public String defaultValue() {
    return defaultValue;
  }

  /// One sentence for help.
  public String description() {
    return description;
  }

  /// The setting of a key in the configuration file.
  static Optional<Setting> ofKey(String key) {
    return Arrays.stream(values()).filter(s -> s.key().equals(key)).findFirst();
  }
}
