package dev.assay.appraisal.eventlog;

import java.util.Map;
import java.util.Set;

/// Names of the events that Windows tags (its header wbcl.h calls them SIPA events).
final class WindowsEvents {
  static final String PREFIX = "SIPAEVENT_";

  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(0x40010001, "TRUSTBOUNDARY"),
          Map.entry(0x40010002, "ELAM_AGGREGATION"),
          Map.entry(0x40010003, "LOADEDMODULE_AGGREGATION"),
          Map.entry(0xC0010004, "TRUSTPOINT_AGGREGATION"),
          Map.entry(0x40010005, "KSR_AGGREGATION"),
          Map.entry(0x40010006, "KSR_SIGNED_MEASUREMENT_AGGREGATION"),
          Map.entry(0x00020001, "INFORMATION"),
          Map.entry(0x00020002, "BOOTCOUNTER"),
          Map.entry(0x00020003, "TRANSFER_CONTROL"),
          Map.entry(0x00020004, "APPLICATION_RETURN"),
          Map.entry(0x00020005, "BITLOCKER_UNLOCK"),
          Map.entry(0x00020006, "EVENTCOUNTER"),
          Map.entry(0x00020007, "COUNTERID"),
          Map.entry(0x00020008, "MORBIT_NOT_CANCELABLE"),
          Map.entry(0x00020009, "APPLICATION_SVN"),
          Map.entry(0x0002000A, "SVN_CHAIN_STATUS"),
          Map.entry(0x0002000B, "MORBIT_API_STATUS"),
          Map.entry(0x00040001, "BOOTDEBUGGING"),
          Map.entry(0x00040002, "BOOT_REVOCATION_LIST"),
          Map.entry(0x00050001, "OSKERNELDEBUG"),
          Map.entry(0x00050002, "CODEINTEGRITY"),
          Map.entry(0x00050003, "TESTSIGNING"),
          Map.entry(0x00050004, "DATAEXECUTIONPREVENTION"),
          Map.entry(0x00050005, "SAFEMODE"),
          Map.entry(0x00050006, "WINPE"),
          Map.entry(0x00050008, "OSDEVICE"),
          Map.entry(0x00050009, "SYSTEMROOT"),
          Map.entry(0x0005000A, "HYPERVISOR_LAUNCH_TYPE"),
          Map.entry(0x0005000B, "HYPERVISOR_PATH"),
          Map.entry(0x0005000C, "HYPERVISOR_IOMMU_POLICY"),
          Map.entry(0x0005000D, "HYPERVISOR_DEBUG"),
          Map.entry(0x0005000E, "DRIVER_LOAD_POLICY"),
          Map.entry(0x0005000F, "SI_POLICY"),
          Map.entry(0x00050012, "VSM_LAUNCH_TYPE"),
          Map.entry(0x00050013, "OS_REVOCATION_LIST"),
          Map.entry(0x00050020, "VSM_IDK_INFO"),
          Map.entry(0x00050021, "FLIGHTSIGNING"),
          Map.entry(0x00050022, "PAGEFILE_ENCRYPTION_ENABLED"),
          Map.entry(0x00050023, "VSM_IDKS_INFO"),
          Map.entry(0x00050024, "HIBERNATION_DISABLED"),
          Map.entry(0x00050025, "DUMPS_DISABLED"),
          Map.entry(0x00060001, "NOAUTHORITY"),
          Map.entry(0x00060002, "AUTHORITYPUBKEY"),
          Map.entry(0x00070001, "FILEPATH"),
          Map.entry(0x00070002, "IMAGESIZE"),
          Map.entry(0x00070003, "HASHALGORITHMID"),
          Map.entry(0x00070004, "AUTHENTICODEHASH"),
          Map.entry(0x00070005, "AUTHORITYISSUER"),
          Map.entry(0x00070006, "AUTHORITYSERIAL"),
          Map.entry(0x00070007, "IMAGEBASE"),
          Map.entry(0x00070008, "AUTHORITYPUBLISHER"),
          Map.entry(0x00070009, "AUTHORITYSHA1THUMBPRINT"),
          Map.entry(0x0007000A, "IMAGEVALIDATED"),
          Map.entry(0x0007000B, "MODULE_SVN"),
          Map.entry(0x80080001, "QUOTE"),
          Map.entry(0x80080002, "QUOTESIGNATURE"),
          Map.entry(0x80080003, "AIKID"),
          Map.entry(0x80080004, "AIKPUBDIGEST"),
          Map.entry(0x00090001, "ELAM_KEYNAME"),
          Map.entry(0x00090002, "ELAM_CONFIGURATION"),
          Map.entry(0x00090003, "ELAM_POLICY"),
          Map.entry(0x00090004, "ELAM_MEASURED"),
          Map.entry(0x000A0001, "VBS_VSM_REQUIRED"),
          Map.entry(0x000A0002, "VBS_SECUREBOOT_REQUIRED"),
          Map.entry(0x000A0003, "VBS_IOMMU_REQUIRED"),
          Map.entry(0x000A0004, "VBS_MMIO_NX_REQUIRED"),
          Map.entry(0x000A0005, "VBS_MSR_FILTERING_REQUIRED"),
          Map.entry(0x000A0006, "VBS_MANDATORY_ENFORCEMENT"),
          Map.entry(0x000A0007, "VBS_HVCI_POLICY"),
          Map.entry(0x000A0008, "VBS_MICROSOFT_BOOT_CHAIN_REQUIRED"));

  /// System root, hypervisor path, file path, issuer, publisher, attestation key, ELAM key.
  private static final Set<Integer> TEXTS =
      Set.of(0x00050009, 0x0005000B, 0x00070001, 0x00070005, 0x00070008, 0x80080003, 0x00090001);

  private WindowsEvents() {}

  /// "SIPAEVENT_BOOTCOUNTER" and the like, "" for an id that is not known.
  static String name(long id) {
    String name = NAMES.get((int) id);
    return name == null ? "" : PREFIX + name;
  }

  /// Whether the data is text in UCS-2.
  static boolean isText(long id) {
    return TEXTS.contains((int) id);
  }
}
