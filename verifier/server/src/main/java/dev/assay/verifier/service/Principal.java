package dev.assay.verifier.service;

import java.time.Instant;

/// A person or program whose token was good at the time of the request.
///
/// @param tokenId names the token, not a secret
/// @param name as given when the token was made; goes into records of who did what
public record Principal(String tokenId, String name, Role role, Instant expiresAt) {}
