package dev.assay.appraisal.eventlog;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.util.List;

/// What the data of an event was decoded to. A decoded form says nothing about truth:
/// [Event#trust()] does. Decoding never fails: what its type does not allow is [Malformed].
public sealed interface EventPayload
    permits EventPayload.SpecId,
        EventPayload.Separator,
        EventPayload.StartupLocality,
        EventPayload.HcrtmComponent,
        EventPayload.NvIndexInstance,
        EventPayload.NvIndexDynamic,
        EventPayload.NoAction,
        EventPayload.Action,
        EventPayload.Description,
        EventPayload.IplText,
        EventPayload.UefiVariable,
        EventPayload.ImageLoad,
        EventPayload.FirmwareBlob,
        EventPayload.HandoffTables,
        EventPayload.Gpt,
        EventPayload.CrtmVersion,
        EventPayload.Opaque,
        EventPayload.Malformed,
        PlatformId,
        SpdmDevice,
        TaggedEvents {

  /// The header of a log (TCG_EfiSpecIDEvent; for SHA-1-only logs TCG_PCClientSpecIdEvent).
  ///
  /// @param signature "Spec ID Event03" and the like
  /// @param platformClass 0 client, 1 server
  /// @param uintnSize 1 for 32 bits, 2 for 64
  /// @param algorithms of every digest list that follows, in order; none in a SHA-1-only log
  record SpecId(
      String signature,
      long platformClass,
      int minor,
      int major,
      int errata,
      int uintnSize,
      List<HashAlgorithm> algorithms,
      Bytes vendorInfo)
      implements EventPayload {
    public SpecId {
      algorithms = List.copyOf(algorithms);
    }
  }

  /// EV_SEPARATOR.
  record Separator(Kind kind) implements EventPayload {
    /// ZEROS and ONES: the four bytes 00000000 or FFFFFFFF. ERROR: the digest is that of the number
    /// 1, which says that the firmware failed while measuring.
    public enum Kind {
      ZEROS,
      ONES,
      ERROR
    }
  }

  /// From which locality TPM2_Startup came: 0, 3, or 4 where an H-CRTM sequence ran before it.
  record StartupLocality(int locality) implements EventPayload {}

  /// "H-CRTM CompMeas": a part of the H-CRTM, as it was measured before the TPM was started.
  ///
  /// @param format 0 for a digest, 0x80 for the raw bytes
  record HcrtmComponent(String description, int format, Bytes measurement)
      implements EventPayload {}

  /// "NvIndexInstance": what was extended into the NV index of device identities.
  record NvIndexInstance(SpdmDevice device) implements EventPayload {}

  /// "NvIndexDynamic ": what was extended into the NV index of messages to and from devices.
  ///
  /// @param uid of the device
  record NvIndexDynamic(long uid, String description, Bytes data) implements EventPayload {}

  /// Any other EV_NO_ACTION.
  ///
  /// @param signature the first 16 bytes as text, "" where they are none
  record NoAction(String signature, Bytes rest) implements EventPayload {}

  /// What happened: EV_ACTION, EV_EFI_ACTION, EV_OMIT_BOOT_DEVICE_EVENTS. The digest is of the
  /// text.
  record Action(String text) implements EventPayload {}

  /// What was measured, in words: POST codes, microcode, configuration and the like. The digest is
  /// mostly of something else.
  record Description(String text) implements EventPayload {}

  /// EV_IPL of a boot loader.
  ///
  /// @param prefix "grub_cmd", "kernel_cmdline", "grub_kernel_cmdline" or "module_cmdline" in PCR
  ///   8, else ""; no digest covers it
  /// @param text without the prefix and without a terminating NUL
  record IplText(String prefix, String text) implements EventPayload {}

  /// UEFI_VARIABLE_DATA.
  ///
  /// @param vendor the variable's name space
  /// @param value the variable's value, a part of [Event#data()]
  record UefiVariable(Guid vendor, String name, Bytes value, VariableContent content)
      implements EventPayload {}

  /// UEFI_IMAGE_LOAD_EVENT. No digest covers it.
  ///
  /// @param location where it was loaded, in bytes, as the next two
  record ImageLoad(long location, long length, long linkTime, DevicePath path)
      implements EventPayload {}

  /// A part of the firmware that was measured where it lies in memory. No digest covers this text.
  ///
  /// @param description "" where the event has none
  /// @param base address in bytes, unsigned
  /// @param length in bytes, unsigned
  record FirmwareBlob(String description, long base, long length) implements EventPayload {}

  /// UEFI_HANDOFF_TABLE_POINTERS and its second version: where the tables lie that were measured.
  ///
  /// @param description "" where the event has none
  record HandoffTables(String description, List<Table> tables) implements EventPayload {
    public HandoffTables {
      tables = List.copyOf(tables);
    }

    /// One table.
    ///
    /// @param vendor what kind of table, as in SMBIOS3_TABLE_GUID
    /// @param address in bytes, unsigned
    public record Table(Guid vendor, long address) {}
  }

  /// UEFI_GPT_DATA: the partition table of the disk that is booted from.
  ///
  /// @param entrySize bytes per entry
  record Gpt(Guid disk, int entrySize, List<GptPartition> partitions) implements EventPayload {
    public Gpt {
      partitions = List.copyOf(partitions);
    }
  }

  /// EV_S_CRTM_VERSION: the firmware's version, as text or as the text of a GUID.
  record CrtmVersion(String text) implements EventPayload {}

  /// Data that this version does not decode.
  record Opaque() implements EventPayload {}

  /// Data that its type does not allow.
  ///
  /// @param reason for people
  record Malformed(String reason) implements EventPayload {}
}
