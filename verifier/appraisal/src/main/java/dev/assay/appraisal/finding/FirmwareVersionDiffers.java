package dev.assay.appraisal.finding;

import dev.assay.appraisal.codec.PlainText;
import java.util.OptionalInt;
import java.util.SortedMap;

/// The host reports another firmware version than the firmware measured of itself
/// (EV_S_CRTM_VERSION). A note only: healthy boards write the two in different ways, and some
/// measure a GUID. The measured one counts.
///
/// @param reported by the host, from SMBIOS
/// @param measured verified
public record FirmwareVersionDiffers(String reported, String measured) implements LogFinding {
  private static final int MAX_VERSION = 200;
  private static final int PCR = 0;

  public FirmwareVersionDiffers {
    reported = PlainText.of(reported, MAX_VERSION);
    measured = PlainText.of(measured, MAX_VERSION);
  }

  @Override
  public String code() {
    return "FIRMWARE_VERSION_DIFFERS";
  }

  @Override
  public Severity severity() {
    return Severity.NOTE;
  }

  @Override
  public String message() {
    return "The host reports firmware version '%s'; the firmware measured itself as '%s'."
        .formatted(reported, measured);
  }

  @Override
  public String remedy() {
    return "Nothing, where siblings show the same pair: boards write the two in different ways."
        + " Else the host is not what it says.";
  }

  @Override
  public OptionalInt pcr() {
    return OptionalInt.of(PCR);
  }

  @Override
  public SortedMap<String, String> data() {
    return new Data().put("measured", measured).put("reported", reported).done();
  }
}
