package dev.assay.appraisal.eventlog;

import dev.assay.appraisal.codec.ByteReader;
import dev.assay.appraisal.codec.MalformedInput;

/// An EFI_TIME (UEFI, section "GetTime()"), as it stands: not necessarily a date that exists.
///
/// @param month 1 to 12, `day` 1 to 31; all fields 0 for no time
/// @param second in UTC where it is about revocation
public record EfiTime(int year, int month, int day, int hour, int minute, int second) {
  private static final int REST = 9;

  static EfiTime read(ByteReader reader) throws MalformedInput {
    EfiTime time =
        new EfiTime(reader.u16(), reader.u8(), reader.u8(), reader.u8(), reader.u8(), reader.u8());
    reader.take(REST, "a time");
    return time;
  }
}
