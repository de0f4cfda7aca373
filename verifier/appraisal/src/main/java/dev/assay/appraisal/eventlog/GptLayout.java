package dev.assay.appraisal.eventlog;

/// Where the fields of a UEFI_GPT_DATA event are that differ from disk to disk, in bytes (UEFI,
/// section "GPT Header"). The header in the event always takes 92 bytes, its count of entries 8
/// more.
public final class GptLayout {
  /// The header's CRC32, 4 bytes.
  public static final int HEADER_CRC = 16;

  /// The disk's GUID, 16 bytes.
  public static final int DISK_GUID = 56;

  /// The CRC32 of the whole array of entries, 4 bytes.
  public static final int ENTRIES_CRC = 88;

  /// The first entry.
  public static final int ENTRIES = 100;

  /// The partition's unique GUID within an entry, 16 bytes.
  public static final int UNIQUE_GUID = 16;

  static final int MIN_ENTRY = 128;
  static final int MAX_ENTRY = 4096;

  private GptLayout() {}
}
