package dev.assay.appraisal.eventlog;

import dev.assay.appraisal.codec.ByteReader;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import java.util.ArrayList;
import java.util.List;

/// Decodes UEFI_GPT_DATA: a partition table header, the number of its used entries, and these (TCG
/// PFP, section "UEFI_GPT_DATA"; UEFI, section "GPT Header").
final class GptDecoder {
  private static final Bytes SIGNATURE = Bytes.fromHex("4546492050415254");
  private static final int MIN_HEADER = 92;
  private static final int MAX_HEADER = 512;
  private static final int NAME = 72;
  private static final int MAX_PARTITIONS = 1024;

  private GptDecoder() {}

  static EventPayload.Gpt decode(Bytes data) throws MalformedInput {
    ByteReader reader = ByteReader.littleEndian(data);
    if (!reader.take(SIGNATURE.length(), "a partition table header").equals(SIGNATURE)) {
      throw reader.malformed("a partition table header without its signature");
    }
    reader.take(4, "a partition table's revision");
    long headerSize = reader.u32();
    if (headerSize < MIN_HEADER || headerSize > MAX_HEADER) {
      throw reader.malformed("a partition table header of " + headerSize + " bytes");
    }
    reader.take(GptLayout.DISK_GUID - reader.position(), "a partition table header");
    Guid disk = Guid.read(reader, "a disk GUID");
    reader.take(12, "a partition table header");
    long entrySize = reader.u32();
    reader.take(4, "a partition table header");
    long count = reader.u64();
    if (entrySize < GptLayout.MIN_ENTRY || entrySize > GptLayout.MAX_ENTRY) {
      throw reader.malformed("partition entries of " + entrySize + " bytes");
    }
    if (count < 0 || count > MAX_PARTITIONS) {
      throw reader.malformed("more than " + MAX_PARTITIONS + " partitions");
    }
    List<GptPartition> partitions = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      partitions.add(partition(reader.reader(entrySize, "a partition entry")));
    }
    reader.expectEnd("a partition table");
    return new EventPayload.Gpt(disk, (int) entrySize, partitions);
  }

  private static GptPartition partition(ByteReader entry) throws MalformedInput {
    Guid type = Guid.read(entry, "a partition type");
    Guid unique = Guid.read(entry, "a partition GUID");
    long first = entry.u64();
    long last = entry.u64();
    long attributes = entry.u64();
    String name = Text.utf16(entry.take(NAME, "a partition name")).orElse("");
    return new GptPartition(type, unique, first, last, attributes, name);
  }
}
