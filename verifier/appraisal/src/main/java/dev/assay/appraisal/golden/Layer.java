package dev.assay.appraisal.golden;

import dev.assay.appraisal.eventlog.Event;
import dev.assay.appraisal.eventlog.EventType;
import dev.assay.appraisal.tpm.PcrIndex;
import java.util.Optional;

/// Whose promise an event belongs to. Kept apart because different people change them at different
/// times.
public enum Layer {
  /// PCR 0 to 7, save the images that are loaded from disks.
  FIRMWARE,
  /// The images in PCR 4, and PCR 8 to 15.
  OS;

  private static final Optional<Layer> OF_FIRMWARE = Optional.of(FIRMWARE);
  private static final Optional<Layer> OF_OS = Optional.of(OS);
  private static final int FIRMWARE_PCRS = 8;
  private static final int BOOT_MANAGER = 4;
  private static final int OS_PCRS = 16;

  /// Whether any event of the PCR can be of this layer.
  public boolean has(PcrIndex pcr) {
    return switch (this) {
      case FIRMWARE -> pcr.value() < FIRMWARE_PCRS;
      case OS ->
          pcr.value() == BOOT_MANAGER || (pcr.value() >= FIRMWARE_PCRS && pcr.value() < OS_PCRS);
    };
  }

  /// The layer of an event; empty for those that no golden set judges: EV_NO_ACTION, which is never
  /// extended, and PCR 16 to 23.
  public static Optional<Layer> of(Event event) {
    if (!event.extended() || event.pcr() >= OS_PCRS) {
      return Optional.empty();
    }
    boolean image =
        event.pcr() == BOOT_MANAGER && event.type().equals(EventType.EFI_BOOT_SERVICES_APPLICATION);
    return event.pcr() < FIRMWARE_PCRS && !image ? OF_FIRMWARE : OF_OS;
  }
}
