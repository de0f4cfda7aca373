package dev.assay.verifier.service;

import java.time.Instant;

/// Who approved something, and when.
public record Approval(String by, Instant at) {}
