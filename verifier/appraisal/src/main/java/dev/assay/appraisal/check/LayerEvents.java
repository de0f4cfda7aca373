package dev.assay.appraisal.check;

import dev.assay.appraisal.eventlog.Event;
import dev.assay.appraisal.eventlog.EventLog;
import dev.assay.appraisal.golden.Layer;
import dev.assay.appraisal.tpm.PcrIndex;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The events of a log, sorted by whose promise they belong to and by PCR, in the order of the log.
final class LayerEvents {
  private final Map<Layer, ByPcr<Event>> layers = new EnumMap<>(Layer.class);

  LayerEvents(EventLog log) {
    for (Layer layer : Layer.values()) {
      layers.put(layer, new ByPcr<>(log.events(), event -> pcr(event, layer)));
    }
  }

  private static int pcr(Event event, Layer layer) {
    return Layer.of(event).orElse(null) == layer ? (int) event.pcr() : ByPcr.NONE;
  }

  List<Event> of(Layer layer, PcrIndex pcr) {
    return Objects.requireNonNull(layers.get(layer)).of(pcr);
  }
}
