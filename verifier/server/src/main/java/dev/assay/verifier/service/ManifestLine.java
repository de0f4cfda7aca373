package dev.assay.verifier.service;

import dev.assay.appraisal.tpm.Digest;
import java.util.Optional;

/// One line of a shipment's manifest: a machine that is to come. Hash or serial number is there.
///
/// @param number of the line in its file, from 1
/// @param ekSha256 SHA-256 of the EK's public area, as the machine's id, or of its key alone
///   (SubjectPublicKeyInfo)
/// @param ekSerial serial number of the EK's certificate, in hexadecimal without leading zeros
/// @param shipment the shipment's name
public record ManifestLine(
    int number,
    Optional<Digest> ekSha256,
    Optional<String> ekSerial,
    BoardModel model,
    String shipment,
    Optional<String> chassisSerial,
    Optional<Rack> rack) {}
