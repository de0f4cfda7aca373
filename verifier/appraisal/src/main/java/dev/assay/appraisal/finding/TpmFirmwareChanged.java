package dev.assay.appraisal.finding;

import java.util.HexFormat;
import java.util.SortedMap;

/// The TPM runs other firmware than when a person last accepted it.
///
/// @param accepted 64 bits, as the TPM's maker defines them, as the next one
/// @param now at this quote
public record TpmFirmwareChanged(long accepted, long now) implements SessionFinding {
  @Override
  public String code() {
    return "TPM_FIRMWARE_CHANGED";
  }

  @Override
  public Severity severity() {
    return Severity.WARNING;
  }

  @Override
  public String message() {
    return "The TPM's own firmware changed from " + hex(accepted) + " to " + hex(now) + ".";
  }

  @Override
  public String remedy() {
    return "If the TPM was updated, approve the machine again: that accepts the new version. If"
        + " nobody updated it, take the machine"
        + " out of service: all that it proves rests on this firmware.";
  }

  @Override
  public SortedMap<String, String> data() {
    return new Data().put("actual", hex(now)).put("expected", hex(accepted)).done();
  }

  private static String hex(long version) {
    return HexFormat.of().toHexDigits(version);
  }
}
