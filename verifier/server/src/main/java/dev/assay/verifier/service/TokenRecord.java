package dev.assay.verifier.service;

import java.time.Instant;
import java.util.Optional;

/// What is known of an operator's token; its secret is not.
public record TokenRecord(
    String id,
    String name,
    Role role,
    String createdBy,
    Instant createdAt,
    Instant expiresAt,
    Optional<Instant> revokedAt) {}
