package dev.assay.appraisal.finding;

import dev.assay.appraisal.codec.PlainText;
import dev.assay.appraisal.eventlog.Event;
import dev.assay.appraisal.eventlog.EventType;
import dev.assay.appraisal.tpm.PcrIndex;
import java.util.SortedMap;

/// Where a deviating event stands, as people name it: "PCR 0, event 3,
/// EV_EFI_PLATFORM_FIRMWARE_BLOB2 'DXEFV'". Type and label are covered by no digest: they help
/// people to find the event and prove nothing.
///
/// @param pcr the PCR it extends
/// @param event its index in the machine's log, from 0
/// @param type as the log says
/// @param label a few words, or empty; made harmless and cut to [#MAX_LABEL] characters
public record EventPlace(PcrIndex pcr, int event, EventType type, String label) {

  /// The longest label that is shown.
  public static final int MAX_LABEL = 80;

  public EventPlace {
    if (event < 0) {
      throw new IllegalArgumentException("event index " + event);
    }
    label = PlainText.of(label, MAX_LABEL);
  }

  /// Where `event` stands.
  ///
  /// @throws IllegalArgumentException for an event that is of no PCR
  public static EventPlace of(Event event) {
    var pcr = event.pcrIndex().orElseThrow(() -> new IllegalArgumentException("of no PCR"));
    return new EventPlace(pcr, event.index(), event.type(), event.label());
  }

  void describe(SortedMap<String, String> data) {
    data.put("type", type.name());
    if (!label.isEmpty()) {
      data.put("label", label);
    }
  }

  @Override
  public String toString() {
    var named = label.isEmpty() ? "" : " " + label;
    return "PCR " + pcr.value() + ", event " + event + ", " + type.name() + named;
  }
}
