package dev.assay.verifier.service.quarantine;

/// How urgent an event is, least first.
public enum EventSeverity {
  INFO,
  WARNING,
  CRITICAL
}
