package dev.assay.appraisal.testing;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.eventlog.EventType;

/// The log of a small made-up server, which tests change in one place. The constants are the
/// indices of its events.
public final class SampleBoot {
  public static final int VERSION = 1;
  public static final int PEI = 2;
  public static final int DXE = 3;
  public static final int SECURE_BOOT = 4;
  public static final int PK = 5;
  public static final int KEK = 6;
  public static final int DB = 7;
  public static final int DBX = 8;
  public static final int BOOT_ORDER = 9;
  public static final int NETWORK_OPTION = 10;
  public static final int DISK_OPTION = 11;
  public static final int CPU_FLAGS = 12;
  public static final int CALL = 13;
  public static final int SEPARATOR_0 = 14;
  public static final int SEPARATOR_3 = 17;
  public static final int SEPARATOR_6 = 20;
  public static final int SEPARATOR_7 = 21;
  public static final int DISK = 22;
  public static final int AUTHORITY = 23;
  public static final int LOADER = 24;
  public static final int KERNEL = 25;
  public static final int COMMAND_LINE = 26;
  public static final int INITRD = 27;
  public static final int EXIT_INVOCATION = 28;
  public static final int EXIT_SUCCESS = 29;

  /// Who put the keys there.
  private static final String OWNER = "0c".repeat(16);

  private SampleBoot() {}

  /// The machine whose network card has the MAC address 5254 0000 00`suffix`, two hex digits.
  public static LogBuilder of(String suffix) {
    return into(LogBuilder.agile(), suffix);
  }

  /// The same boot in a log of other banks.
  public static LogBuilder into(LogBuilder log, String suffix) {
    var mac = "5254000000" + suffix;
    var disk = "a1".repeat(15) + suffix;
    return log.event(0, EventType.S_CRTM_VERSION, EventData.utf16("1.2.3\0"))
        .event(0, EventType.EFI_PLATFORM_FIRMWARE_BLOB2, text("PEI code"), blob("PEIFV"))
        .event(0, EventType.EFI_PLATFORM_FIRMWARE_BLOB2, text("DXE code"), blob("DXEFV"))
        .event(7, EventType.EFI_VARIABLE_DRIVER_CONFIG, variable("SecureBoot", "01"))
        .event(7, EventType.EFI_VARIABLE_DRIVER_CONFIG, keys(EventData.GLOBAL, "PK", "11"))
        .event(7, EventType.EFI_VARIABLE_DRIVER_CONFIG, keys(EventData.GLOBAL, "KEK", "22"))
        .event(7, EventType.EFI_VARIABLE_DRIVER_CONFIG, keys(EventData.IMAGE_SECURITY, "db", "33"))
        .event(7, EventType.EFI_VARIABLE_DRIVER_CONFIG, keys(EventData.IMAGE_SECURITY, "dbx", "44"))
        .event(1, EventType.EFI_VARIABLE_BOOT2, variable("BootOrder", "01000200"))
        .event(1, EventType.EFI_VARIABLE_BOOT2, networkOption(mac))
        .event(1, EventType.EFI_VARIABLE_BOOT2, diskOption("Boot0002", "\\EFI\\BOOT\\BOOTX64.EFI"))
        .event(1, EventType.PLATFORM_CONFIG_FLAGS, text("flags"))
        .event(4, EventType.EFI_ACTION, "Calling EFI Application from Boot Option")
        .separators()
        .event(5, EventType.EFI_GPT_EVENT, EventData.gpt(disk, "b2".repeat(15) + suffix))
        .event(7, EventType.EFI_VARIABLE_AUTHORITY, authority("33"))
        .event(4, EventType.EFI_BOOT_SERVICES_APPLICATION, text("loader"), image("grubx64.efi"))
        .event(4, EventType.EFI_BOOT_SERVICES_APPLICATION, text("kernel"), image("vmlinuz"))
        .event(8, EventType.IPL, text("quiet"), text("kernel_cmdline: quiet\0"))
        .event(9, EventType.IPL, text("initrd bytes"), text("/initrd\0"))
        .event(5, EventType.EFI_ACTION, "Exit Boot Services Invocation")
        .event(5, EventType.EFI_ACTION, "Exit Boot Services Returned with Success");
  }

  /// A variable of one signature list that allows one image.
  ///
  /// @param hash two hex digits that the image's hash repeats
  public static Bytes keys(Bytes vendor, String name, String hash) {
    return EventData.variable(
        vendor, name, EventData.signatureList(EventData.SHA256, signature(hash)));
  }

  /// That an image was started because db allows it.
  public static Bytes authority(String hash) {
    return EventData.variable(EventData.IMAGE_SECURITY, "db", signature(hash));
  }

  private static Bytes signature(String hash) {
    return Bytes.fromHex(OWNER + hash.repeat(32));
  }

  /// A UEFI variable of these value bytes, in hex.
  public static Bytes variable(String name, String value) {
    return EventData.variable(name, Bytes.fromHex(value));
  }

  /// A boot option that starts a file.
  public static Bytes diskOption(String name, String file) {
    return EventData.variable(name, EventData.loadOption("disk", EventData.filePath(file)));
  }

  /// The boot option Boot0001, which starts from the network.
  public static Bytes networkOption(String mac) {
    return EventData.variable(
        "Boot0001", EventData.loadOption("PXE " + mac, EventData.macPath(mac)));
  }

  public static Bytes text(String text) {
    return EventData.ascii(text);
  }

  private static Bytes blob(String description) {
    return EventData.blob2(description, 0xFF000000L, 0x10000);
  }

  private static Bytes image(String file) {
    return EventData.imageLoad(file);
  }
}
