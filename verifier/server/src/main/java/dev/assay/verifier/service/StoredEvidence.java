package dev.assay.verifier.service;

import dev.assay.appraisal.OsLayerPolicy;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.PcrSelection;
import dev.assay.appraisal.tpm.PcrValues;
import dev.assay.appraisal.tpm.TpmPublic;
import java.util.Optional;

/// The evidence of one authentic appraisal, and what it was judged by, as they were kept.
///
/// @param model as it was confirmed then; empty while the machine was PENDING
/// @param image the OS image that its role had then
/// @param state the machine's then
/// @param ak the key that was enrolled then
/// @param extraData what the quote had to be bound to
/// @param logAbsent why there is no log; where both are empty, it is not known
/// @param standing what it said then
/// @param verifierVersion which said so
public record StoredEvidence(
    MachineId machine,
    Optional<BoardModel> model,
    Optional<OsImage> image,
    MachineState state,
    TpmPublic ak,
    Bytes attest,
    Bytes signature,
    Bytes extraData,
    PcrSelection selection,
    PcrValues values,
    Optional<Digest> logSha256,
    Optional<String> logAbsent,
    HostFacts host,
    OsLayerPolicy osLayer,
    String verifierVersion,
    Standing standing) {

  /// Whose golden sets it was judged by; empty while the machine was PENDING.
  Optional<HeldTo> heldTo() {
    return model.map(of -> HeldTo.of(of, image));
  }
}
