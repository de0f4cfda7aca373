package dev.assay.verifier.service;

import java.time.Instant;

/// A step in the life of a golden set: the state it came to, by whom, when and why.
///
/// @param reason what the person said, or what followed; may be empty
public record GoldenStep(GoldenState state, String by, Instant at, String reason) {}
