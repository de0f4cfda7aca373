package dev.assay.verifier.hooks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.verifier.service.hooks.MachinesOfEvents;
import dev.assay.verifier.service.hooks.OutgoingEvent;

/// Puts the machine's signed attestation result into an event's body, as `data.attestationResult`,
/// when the body leaves: a result ends within the hour, an event may wait for a day. All else of
/// the body, and the idempotency key, stay what they were.
final class FreshBody {
  private static final JsonMapper JSON = new JsonMapper();

  private final MachinesOfEvents machines;

  FreshBody(MachinesOfEvents machines) {
    this.machines = machines;
  }

  /// The event as it leaves; as it is where it is about no machine that is enrolled.
  OutgoingEvent of(OutgoingEvent event) {
    return event
        .machine()
        .flatMap(machines::result)
        .map(result -> with(event, result))
        .orElse(event);
  }

  private static OutgoingEvent with(OutgoingEvent event, String result) {
    try {
      var body = JSON.readTree(event.body());
      if (!(body.path("data") instanceof ObjectNode data)) {
        throw new IllegalStateException("an event's body has no data");
      }
      data.put("attestationResult", result);
      return new OutgoingEvent(
          event.cursor(), event.id(), event.at(), event.kind(), event.machine(), body.toString());
    } catch (JsonProcessingException notOurs) {
      throw new IllegalStateException("an event's body is no JSON", notOurs);
    }
  }
}
