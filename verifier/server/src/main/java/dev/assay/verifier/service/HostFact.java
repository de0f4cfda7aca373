package dev.assay.verifier.service;

import java.util.Arrays;
import java.util.Optional;

/// What a host may report of itself. See `HostFacts` of the contract for each one's source.
public enum HostFact {
  SYSTEM_VENDOR("systemVendor"),
  PRODUCT_NAME("productName"),
  PRODUCT_VERSION("productVersion"),
  BOARD_VENDOR("boardVendor"),
  BOARD_NAME("boardName"),
  BOARD_VERSION("boardVersion"),
  BOARD_SERIAL("boardSerial"),
  CHASSIS_SERIAL("chassisSerial"),
  BIOS_VENDOR("biosVendor"),
  BIOS_VERSION("biosVersion"),
  BIOS_DATE("biosDate"),
  HOST_NAME("hostName"),
  TPM_MANUFACTURER("tpmManufacturer"),
  TPM_MODEL("tpmModel"),
  TPM_FIRMWARE_VERSION("tpmFirmwareVersion"),
  AGENT_VERSION("agentVersion");

  private final String label;

  HostFact(String label) {
    this.label = label;
  }

  /// Its name in JSON and in the database.
  public String label() {
    return label;
  }

  public static Optional<HostFact> ofLabel(String label) {
    return Arrays.stream(values()).filter(fact -> fact.label.equals(label)).findFirst();
  }
}
