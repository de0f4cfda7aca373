package dev.assay.verifier.service;

import dev.assay.appraisal.boot.BootSession;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.TpmPublic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// An enrolled machine, as the records have it.
///
/// @param model confirmed by a person; empty while PENDING
/// @param enrolledHost what the host reported when it was enrolled or last approved
/// @param host what it last reported with authentic evidence
/// @param ek the public area that the id is the digest of
/// @param ak the enrolled attestation key
/// @param banks the PCR banks of its last authentic evidence
/// @param interval its own schedule, where it differs from the verifier's
/// @param latest the last authentic appraisal since the machine, its model and its key are what
///   they are
/// @param accepted what its next quote has to continue: the last one under this key that continued
///   what was before, with the TPM's firmware as it was when a person last approved the machine
/// @param lastTrustedAt when an appraisal last said TRUSTED
/// @param componentFindings how its components differ from those that it was approved with
/// @param sameSerialAs another machine that was known by this board or chassis serial at enrollment
/// @param manifest where it stands on the manifest of a shipment
/// @param role what it is for, as a person said
/// @param labels what else people say of it, by key
/// @param image the OS image that its role has, else its labels
public record Machine(
    MachineId id,
    MachineState state,
    Optional<BoardModel> model,
    HostFacts enrolledHost,
    HostFacts host,
    TpmPublic ek,
    EkStanding ekStanding,
    TpmPublic ak,
    List<HashAlgorithm> banks,
    Optional<Duration> interval,
    Instant enrolledAt,
    Optional<Approval> approval,
    Optional<Standing> latest,
    Optional<BootSession> accepted,
    Optional<Instant> lastTrustedAt,
    Optional<KeyChange> keyChange,
    Optional<RefusedEvidence> refused,
    List<RecordedFinding> componentFindings,
    Optional<MachineId> sameSerialAs,
    Optional<OnManifest> manifest,
    Optional<MachineRole> role,
    List<MachineLabel> labels,
    Optional<OsImage> image) {

  public Machine {
    banks = List.copyOf(banks);
    componentFindings = List.copyOf(componentFindings);
    labels = List.copyOf(labels);
  }

  /// How people call it: its host name, else its short id.
  public String displayName() {
    return host.get(HostFact.HOST_NAME).orElseGet(id::brief);
  }
}
