package dev.assay.appraisal.eventlog;

/// What an event's data says, and how far it can be believed.
///
/// @param claimBroken whether the data should hash to the digests, and does not
record EventContent(
    EventPayload payload, Trust trust, DigestCoverage.Covered covered, boolean claimBroken) {
  static EventContent of(Event event) {
    EventPayload payload = PayloadDecoder.decode(event);
    DigestCoverage.Covered covered = DigestCoverage.of(event, payload);
    return new EventContent(
        payload,
        DigestCoverage.trust(event, payload, covered),
        covered,
        DigestCoverage.isBroken(event, covered));
  }
}
