package dev.assay.appraisal.eventlog;

import dev.assay.appraisal.codec.Bytes;
import java.util.Optional;

/// What an event's data says, and how far it can be believed.
///
/// @param covered the bytes that every digest is the hash of; empty unless [Trust#VERIFIED_DATA]
record EventContent(EventPayload payload, Trust trust, Bytes covered) {
  static EventContent of(Event event) {
    EventPayload payload = PayloadDecoder.decode(event);
    Optional<Bytes> covered = DigestCoverage.covered(event, payload);
    Trust trust = covered.isPresent() ? Trust.VERIFIED_DATA : DigestCoverage.withoutCover(event);
    return new EventContent(payload, trust, covered.orElse(Bytes.EMPTY));
  }
}
