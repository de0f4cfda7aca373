package dev.assay.appraisal.enroll;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.TpmPublic;
import java.util.List;
import java.util.Optional;

/// A credential that was made and not yet answered. Holds no secret, only its digest, so that it
/// can be stored.
///
/// @param ek public area of the key the credential was made for
/// @param ak public area of the key that it names
/// @param secretSha256 [CredentialChallenge#answerDigest] of the secret inside
public record OpenChallenge(TpmPublic ek, TpmPublic ak, Digest secretSha256) {
  public OpenChallenge {
    if (secretSha256.algorithm() != HashAlgorithm.SHA256) {
      throw new IllegalArgumentException("the answer's digest is SHA-256");
    }
    List<String> shortcomings = AkRequirements.check(ak);
    if (!shortcomings.isEmpty()) {
      throw new IllegalArgumentException("not an attestation key: " + shortcomings);
    }
  }

  /// The AK as bound to the EK's TPM where `answer` is the secret, which only a TPM that holds both
  /// keys releases (TPM 2.0 Part 1, "Credential Protection"). Empty for any other answer. Takes the
  /// same time for each.
  public Optional<BoundKey> redeem(Bytes answer) {
    return CredentialChallenge.answerDigest(answer).value().equalsConstantTime(secretSha256.value())
        ? Optional.of(new BoundKey(ek.sha256(), ak))
        : Optional.empty();
  }
}
