package dev.assay.verifier.service;

import dev.assay.appraisal.tpm.Digest;

/// An inventory that came on a stream. A claim, of whoever holds the stream until evidence proves
/// them.
///
/// @param sha256 of the bytes as they were sent
/// @param size of those bytes
public record SentInventory(Digest sha256, int size, Inventory inventory) {}
