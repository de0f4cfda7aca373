package dev.assay.appraisal.check;

import dev.assay.appraisal.eventlog.Event;
import dev.assay.appraisal.eventlog.EventLog;
import dev.assay.appraisal.golden.Layer;
import dev.assay.appraisal.tpm.PcrIndex;
import java.util.ArrayList;
import java.util.List;

/// The events of a log, sorted by whose promise they belong to and by PCR, in the order of the log.
final class LayerEvents {
  private final ByPcr<Event> firmware;
  private final ByPcr<Event> os;

  LayerEvents(EventLog log) {
    List<Event> ofFirmware = new ArrayList<>(log.events().size());
    List<Event> ofOs = new ArrayList<>(log.events().size());
    for (Event event : log.events()) {
      Layer.of(event).ifPresent(layer -> (layer == Layer.FIRMWARE ? ofFirmware : ofOs).add(event));
    }
    this.firmware = new ByPcr<>(ofFirmware, event -> (int) event.pcr());
    this.os = new ByPcr<>(ofOs, event -> (int) event.pcr());
  }

  List<Event> of(Layer layer, PcrIndex pcr) {
    return switch (layer) {
      case FIRMWARE -> firmware.of(pcr);
      case OS -> os.of(pcr);
    };
  }
}
