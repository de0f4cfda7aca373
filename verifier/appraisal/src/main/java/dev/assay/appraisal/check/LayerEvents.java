package dev.assay.appraisal.check;

import dev.assay.appraisal.eventlog.Event;
import dev.assay.appraisal.eventlog.EventLog;
import dev.assay.appraisal.golden.Layer;
import dev.assay.appraisal.tpm.PcrIndex;
import java.util.List;

/// The events of a log, sorted by whose promise they belong to and by PCR, in the order of the log.
final class LayerEvents {
  private final ByPcr<Event> firmware = new ByPcr<>();
  private final ByPcr<Event> os = new ByPcr<>();

  LayerEvents(EventLog log) {
    for (Event event : log.events()) {
      Layer.of(event).ifPresent(layer -> of(layer).add((int) event.pcr(), event));
    }
  }

  List<Event> of(Layer layer, PcrIndex pcr) {
    return of(layer).of(pcr);
  }

  private ByPcr<Event> of(Layer layer) {
    return switch (layer) {
      case FIRMWARE -> firmware;
      case OS -> os;
    };
  }
}
