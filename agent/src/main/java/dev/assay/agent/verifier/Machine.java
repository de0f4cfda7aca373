package dev.assay.agent.verifier;

import dev.assay.agent.host.EventLogFile;
import dev.assay.agent.tpm.AttestationKey;
import dev.assay.agent.tpm.Tpm;
import dev.assay.v1.HostFacts;
import java.nio.file.Path;
import java.util.Objects;

/// What a stream speaks for.
///
/// @param tpm the TPM that answers
/// @param key the enrolled attestation key, which knows the machine's id
/// @param log the firmware event log
/// @param bootId the kernel's file
/// @param sysfs the kernel's sysfs, where components are listed
/// @param facts what the host says of itself
public record Machine(
    Tpm tpm, AttestationKey key, EventLogFile log, Path bootId, Path sysfs, HostFacts facts) {
  /// Refuses missing parts.
  public Machine {
    Objects.requireNonNull(tpm, "tpm");
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(log, "log");
    Objects.requireNonNull(bootId, "bootId");
    Objects.requireNonNull(sysfs, "sysfs");
    Objects.requireNonNull(facts, "facts");
  }
}
