package dev.assay.appraisal.finding;

import java.util.SortedMap;

/// The machine went back: it booted the firmware of a newer golden set before, and now that of an
/// older one. Both are in force during a rollout, so no event differs; but an old firmware brings
/// its old holes back.
///
/// @param newer the set that it matched before
/// @param older the set that it matches now
public record FirmwareRolledBack(String newer, String older) implements GoldenFinding {
  @Override
  public String code() {
    return "FIRMWARE_ROLLED_BACK";
  }

  @Override
  public Severity severity() {
    return Severity.VIOLATION;
  }

  @Override
  public String message() {
    return "The firmware went back: the machine booted that of golden set %s before, and now the older one of %s."
        .formatted(newer, older);
  }

  @Override
  public String remedy() {
    return "Find out who put the old firmware back, and update the machine again. If it was meant,"
        + " approve the machine again.";
  }

  @Override
  public SortedMap<String, String> data() {
    return new Data().put("newer", newer).put("older", older).done();
  }
}
