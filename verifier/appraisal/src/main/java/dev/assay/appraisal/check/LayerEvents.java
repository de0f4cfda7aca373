package dev.assay.appraisal.check;

import dev.assay.appraisal.eventlog.Event;
import dev.assay.appraisal.eventlog.EventLog;
import dev.assay.appraisal.golden.Layer;
import dev.assay.appraisal.tpm.PcrIndex;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The events of a log, sorted by whose promise they belong to and by PCR, in the order of the log.
final class LayerEvents {
  private final Map<Layer, Map<PcrIndex, List<Event>>> events = new EnumMap<>(Layer.class);

  LayerEvents(EventLog log) {
    for (Event event : log.events()) {
      Layer.of(event)
          .ifPresent(
              layer ->
                  event
                      .pcrIndex()
                      .ifPresent(
                          pcr ->
                              events
                                  .computeIfAbsent(layer, _ -> new TreeMap<>())
                                  .computeIfAbsent(pcr, _ -> new ArrayList<>())
                                  .add(event)));
    }
  }

  List<Event> of(Layer layer, PcrIndex pcr) {
    return events.getOrDefault(layer, Map.of()).getOrDefault(pcr, List.of());
  }
}
