package dev.assay.verifier.service;

import java.util.Optional;

/// Where a machine stands on the manifest of a shipment.
///
/// @param byHash whether the manifest names its EK by hash, which no certificate need vouch for
public record OnManifest(
    String shipment, BoardModel model, Optional<String> chassisSerial, boolean byHash) {}
