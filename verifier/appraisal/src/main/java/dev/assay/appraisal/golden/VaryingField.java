package dev.assay.appraisal.golden;

/// A field of an event's data that differs between healthy machines and can't hold code.
public enum VaryingField {
  /// The MAC addresses in the device path of a boot option, and the same as hex digits in its
  /// description.
  MAC_ADDRESS,
  /// The disk's GUID in a partition table, and the CRC32 of the header, which follows from it.
  DISK_GUID,
  /// The unique GUIDs of all partitions, and the CRC32s of the entries and of the header.
  PARTITION_GUID
}
