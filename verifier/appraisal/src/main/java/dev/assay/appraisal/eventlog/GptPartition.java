package dev.assay.appraisal.eventlog;

/// One entry of a GUID partition table (UEFI, section "GPT Partition Entry Array").
///
/// @param type what the partition is for
/// @param unique differs on every disk
/// @param firstLba first block, unsigned
/// @param lastLba last block, unsigned
/// @param attributes 64 bits
/// @param name for people
public record GptPartition(
    Guid type, Guid unique, long firstLba, long lastLba, long attributes, String name) {}
