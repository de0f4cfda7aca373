package dev.assay.verifier.service;

import java.time.Instant;

/// Evidence under a machine's name that was not authentic. Anyone can claim a machine id, so it
/// touches neither verdict nor record; it is counted.
///
/// @param count how often since enrollment
/// @param lastAt when last
/// @param lastCode the code of the finding that said so
public record RefusedEvidence(long count, Instant lastAt, String lastCode) {}
