package dev.assay.appraisal.eventlog;

import dev.assay.appraisal.codec.Bytes;
import java.util.List;

/// The data of EV_EVENT_TAG: one or more tagged events, one after the other (TCG PFP, section
/// "TCG_PCClientTaggedEvent Structure"). Windows fills PCR 11 to 14 with them, and its last
/// EV_NO_ACTION; Linux and systemd describe with one what they measured.
public record TaggedEvents(List<TaggedEvent> events) implements EventPayload {
  public TaggedEvents {
    events = List.copyOf(events);
  }

  /// One of them.
  ///
  /// @param id 32 bits, unsigned
  /// @param name of the id, "" where it is not known
  /// @param data empty where it was taken apart into `nested`
  /// @param text of the data, "" where it is none
  /// @param nested what an aggregation of Windows holds
  public record TaggedEvent(
      long id, String name, Bytes data, String text, List<TaggedEvent> nested) {
    public TaggedEvent {
      nested = List.copyOf(nested);
    }
  }
}
