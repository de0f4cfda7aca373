package dev.assay.verifier.service;

import dev.assay.appraisal.codec.Bytes;
import java.util.List;

/// The first message of a stream. A label until a quote proves it.
///
/// @param machineId 32 bytes
/// @param akName at most 66 bytes
/// @param bootId the kernel's boot id, 36 characters, or empty
/// @param activeBanks TPM_ALG_ID of each active PCR bank
/// @param uptimeMillis time since boot
public record Hello(
    Bytes machineId,
    Bytes akName,
    String bootId,
    List<Integer> activeBanks,
    HostFacts host,
    long uptimeMillis) {

  public Hello {
    activeBanks = List.copyOf(activeBanks);
  }
}
