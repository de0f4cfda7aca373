package dev.assay.appraisal.tpm;

import dev.assay.appraisal.codec.ByteReader;
import dev.assay.appraisal.codec.MalformedInput;

/// What the TPM says of its own time: TPMS_CLOCK_INFO (TPM 2.0 Part 2, section 10.11.1).
///
/// @param clockMillis milliseconds that the TPM has been powered, over its life
/// @param resetCount how often the TPM was reset; one more for each boot
/// @param restartCount how often it was restarted or resumed since that reset
/// @param safe whether no greater clock value was ever reported; false after some power losses
public record ClockInfo(long clockMillis, long resetCount, long restartCount, boolean safe) {
  static ClockInfo read(ByteReader reader) throws MalformedInput {
    return new ClockInfo(reader.u64(), reader.u32(), reader.u32(), readYesNo(reader));
  }

  // TPMI_YES_NO, TPM 2.0 Part 2, section 9.2.
  private static boolean readYesNo(ByteReader reader) throws MalformedInput {
    long start = reader.position();
    int value = reader.u8();
    return switch (value) {
      case 0 -> false;
      case 1 -> true;
      default -> throw new MalformedInput("clock safe is " + value + ", not 0 or 1", start);
    };
  }
}
