package dev.assay.verifier.service;

/// The machines of one model in one shipment.
///
/// @param listed how many the manifest names
/// @param enrolled how many of them enrolled
/// @param active how many of those are ACTIVE
/// @param imported who imported it first, and when
public record ShipmentSummary(
    String shipment, BoardModel model, int listed, int enrolled, int active, Approval imported) {}
