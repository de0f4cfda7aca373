package dev.assay.appraisal.eventlog;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The type number of an event (TCG PFP, section "Event Types"). A record over the number and no
/// enum, because vendors' own types are ordinary: they are kept and judged by their digests.
///
/// @param id the 32 bits as they stand in the log
public record EventType(int id) {
  public static final EventType PREBOOT_CERT = new EventType(0x00);
  public static final EventType POST_CODE = new EventType(0x01);
  public static final EventType UNUSED = new EventType(0x02);
  public static final EventType NO_ACTION = new EventType(0x03);
  public static final EventType SEPARATOR = new EventType(0x04);
  public static final EventType ACTION = new EventType(0x05);
  public static final EventType EVENT_TAG = new EventType(0x06);
  public static final EventType S_CRTM_CONTENTS = new EventType(0x07);
  public static final EventType S_CRTM_VERSION = new EventType(0x08);
  public static final EventType CPU_MICROCODE = new EventType(0x09);
  public static final EventType PLATFORM_CONFIG_FLAGS = new EventType(0x0A);
  public static final EventType TABLE_OF_DEVICES = new EventType(0x0B);
  public static final EventType COMPACT_HASH = new EventType(0x0C);
  public static final EventType IPL = new EventType(0x0D);
  public static final EventType IPL_PARTITION_DATA = new EventType(0x0E);
  public static final EventType NONHOST_CODE = new EventType(0x0F);
  public static final EventType NONHOST_CONFIG = new EventType(0x10);
  public static final EventType NONHOST_INFO = new EventType(0x11);
  public static final EventType OMIT_BOOT_DEVICE_EVENTS = new EventType(0x12);
  public static final EventType POST_CODE2 = new EventType(0x13);
  public static final EventType EFI_VARIABLE_DRIVER_CONFIG = new EventType(0x80000001);
  public static final EventType EFI_VARIABLE_BOOT = new EventType(0x80000002);
  public static final EventType EFI_BOOT_SERVICES_APPLICATION = new EventType(0x80000003);
  public static final EventType EFI_BOOT_SERVICES_DRIVER = new EventType(0x80000004);
  public static final EventType EFI_RUNTIME_SERVICES_DRIVER = new EventType(0x80000005);
  public static final EventType EFI_GPT_EVENT = new EventType(0x80000006);
  public static final EventType EFI_ACTION = new EventType(0x80000007);
  public static final EventType EFI_PLATFORM_FIRMWARE_BLOB = new EventType(0x80000008);
  public static final EventType EFI_HANDOFF_TABLES = new EventType(0x80000009);
  public static final EventType EFI_PLATFORM_FIRMWARE_BLOB2 = new EventType(0x8000000A);
  public static final EventType EFI_HANDOFF_TABLES2 = new EventType(0x8000000B);
  public static final EventType EFI_VARIABLE_BOOT2 = new EventType(0x8000000C);
  public static final EventType EFI_GPT_EVENT2 = new EventType(0x8000000D);
  public static final EventType EFI_HCRTM_EVENT = new EventType(0x80000010);
  public static final EventType EFI_VARIABLE_AUTHORITY = new EventType(0x800000E0);
  public static final EventType EFI_SPDM_FIRMWARE_BLOB = new EventType(0x800000E1);
  public static final EventType EFI_SPDM_FIRMWARE_CONFIG = new EventType(0x800000E2);
  public static final EventType EFI_SPDM_DEVICE_POLICY = new EventType(0x800000E3);
  public static final EventType EFI_SPDM_DEVICE_AUTHORITY = new EventType(0x800000E4);

  private static final Map<EventType, String> NAMES =
      Map.ofEntries(
          Map.entry(PREBOOT_CERT, "EV_PREBOOT_CERT"),
          Map.entry(POST_CODE, "EV_POST_CODE"),
          Map.entry(UNUSED, "EV_UNUSED"),
          Map.entry(NO_ACTION, "EV_NO_ACTION"),
          Map.entry(SEPARATOR, "EV_SEPARATOR"),
          Map.entry(ACTION, "EV_ACTION"),
          Map.entry(EVENT_TAG, "EV_EVENT_TAG"),
          Map.entry(S_CRTM_CONTENTS, "EV_S_CRTM_CONTENTS"),
          Map.entry(S_CRTM_VERSION, "EV_S_CRTM_VERSION"),
          Map.entry(CPU_MICROCODE, "EV_CPU_MICROCODE"),
          Map.entry(PLATFORM_CONFIG_FLAGS, "EV_PLATFORM_CONFIG_FLAGS"),
          Map.entry(TABLE_OF_DEVICES, "EV_TABLE_OF_DEVICES"),
          Map.entry(COMPACT_HASH, "EV_COMPACT_HASH"),
          Map.entry(IPL, "EV_IPL"),
          Map.entry(IPL_PARTITION_DATA, "EV_IPL_PARTITION_DATA"),
          Map.entry(NONHOST_CODE, "EV_NONHOST_CODE"),
          Map.entry(NONHOST_CONFIG, "EV_NONHOST_CONFIG"),
          Map.entry(NONHOST_INFO, "EV_NONHOST_INFO"),
          Map.entry(OMIT_BOOT_DEVICE_EVENTS, "EV_OMIT_BOOT_DEVICE_EVENTS"),
          Map.entry(POST_CODE2, "EV_POST_CODE2"),
          Map.entry(EFI_VARIABLE_DRIVER_CONFIG, "EV_EFI_VARIABLE_DRIVER_CONFIG"),
          Map.entry(EFI_VARIABLE_BOOT, "EV_EFI_VARIABLE_BOOT"),
          Map.entry(EFI_BOOT_SERVICES_APPLICATION, "EV_EFI_BOOT_SERVICES_APPLICATION"),
          Map.entry(EFI_BOOT_SERVICES_DRIVER, "EV_EFI_BOOT_SERVICES_DRIVER"),
          Map.entry(EFI_RUNTIME_SERVICES_DRIVER, "EV_EFI_RUNTIME_SERVICES_DRIVER"),
          Map.entry(EFI_GPT_EVENT, "EV_EFI_GPT_EVENT"),
          Map.entry(EFI_ACTION, "EV_EFI_ACTION"),
          Map.entry(EFI_PLATFORM_FIRMWARE_BLOB, "EV_EFI_PLATFORM_FIRMWARE_BLOB"),
          Map.entry(EFI_HANDOFF_TABLES, "EV_EFI_HANDOFF_TABLES"),
          Map.entry(EFI_PLATFORM_FIRMWARE_BLOB2, "EV_EFI_PLATFORM_FIRMWARE_BLOB2"),
          Map.entry(EFI_HANDOFF_TABLES2, "EV_EFI_HANDOFF_TABLES2"),
          Map.entry(EFI_VARIABLE_BOOT2, "EV_EFI_VARIABLE_BOOT2"),
          Map.entry(EFI_GPT_EVENT2, "EV_EFI_GPT_EVENT2"),
          Map.entry(EFI_HCRTM_EVENT, "EV_EFI_HCRTM_EVENT"),
          Map.entry(EFI_VARIABLE_AUTHORITY, "EV_EFI_VARIABLE_AUTHORITY"),
          Map.entry(EFI_SPDM_FIRMWARE_BLOB, "EV_EFI_SPDM_FIRMWARE_BLOB"),
          Map.entry(EFI_SPDM_FIRMWARE_CONFIG, "EV_EFI_SPDM_FIRMWARE_CONFIG"),
          Map.entry(EFI_SPDM_DEVICE_POLICY, "EV_EFI_SPDM_DEVICE_POLICY"),
          Map.entry(EFI_SPDM_DEVICE_AUTHORITY, "EV_EFI_SPDM_DEVICE_AUTHORITY"));

  private static final Pattern NUMBER = Pattern.compile("0x[0-9A-F]{8}");

  /// The types that have a name, by their numbers.
  private static final class Named {
    private static final EventType[] TYPES =
        NAMES.keySet().stream()
            .sorted(Comparator.comparingInt(EventType::id))
            .toArray(EventType[]::new);
    private static final int[] IDS = Stream.of(TYPES).mapToInt(EventType::id).toArray();
  }

  /// The type of this number; the same object each time where the specification has it.
  static EventType of(int id) {
    int place = Arrays.binarySearch(Named.IDS, id);
    return place >= 0 ? Named.TYPES[place] : new EventType(id);
  }

  /// The name in the specification ("EV_SEPARATOR"), or the number ("0x8000FFFF") where it has
  /// none.
  public String name() {
    String known = NAMES.get(this);
    return known != null ? known : String.format("0x%08X", id);
  }

  /// The type that [#name()] names so.
  public static Optional<EventType> ofName(String name) {
    if (NUMBER.matcher(name).matches()) {
      return Optional.of(new EventType(Integer.parseUnsignedInt(name, 2, name.length(), 16)));
    }
    return NAMES.entrySet().stream()
        .filter(known -> known.getValue().equals(name))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  @Override
  public String toString() {
    return name();
  }
}
