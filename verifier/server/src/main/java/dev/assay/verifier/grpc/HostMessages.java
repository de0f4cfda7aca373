package dev.assay.verifier.grpc;

import dev.assay.verifier.service.HostFact;
import dev.assay.verifier.service.HostFacts;
import java.util.EnumMap;

/// What a host reports of itself, field by field.
final class HostMessages {

  private HostMessages() {}

  static HostFacts facts(dev.assay.v1.HostFacts reported) {
    var facts = new EnumMap<HostFact, String>(HostFact.class);
    for (var fact : HostFact.values()) {
      facts.put(fact, Fields.text(HostFacts.MAXIMUM, text(reported, fact), "host." + fact.label()));
    }
    return new HostFacts(facts);
  }

  private static String text(dev.assay.v1.HostFacts reported, HostFact fact) {
    return switch (fact) {
      case SYSTEM_VENDOR -> reported.getSystemVendor();
      case PRODUCT_NAME -> reported.getProductName();
      case PRODUCT_VERSION -> reported.getProductVersion();
      case BOARD_VENDOR -> reported.getBoardVendor();
      case BOARD_NAME -> reported.getBoardName();
      case BOARD_VERSION -> reported.getBoardVersion();
      case BOARD_SERIAL -> reported.getBoardSerial();
      case CHASSIS_SERIAL -> reported.getChassisSerial();
      case BIOS_VENDOR -> reported.getBiosVendor();
      case BIOS_VERSION -> reported.getBiosVersion();
      case BIOS_DATE -> reported.getBiosDate();
      case HOST_NAME -> reported.getHostName();
      case TPM_MANUFACTURER -> reported.getTpmManufacturer();
      case TPM_MODEL -> reported.getTpmModel();
      case TPM_FIRMWARE_VERSION -> reported.getTpmFirmwareVersion();
      case AGENT_VERSION -> reported.getAgentVersion();
    };
  }
}
