package dev.assay.appraisal.enroll;

import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.KeyParameters;
import dev.assay.appraisal.tpm.ObjectAttributes;
import dev.assay.appraisal.tpm.SymmetricDefinition;
import dev.assay.appraisal.tpm.TpmPublic;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// What a public area must be to stand for an endorsement key: a restricted decryption key as the
/// templates of the TCG EK Credential Profile make it.
///
/// One key can be described by several public areas, and nothing but the AK's Name is bound into a
/// credential: whoever keeps one machine per TPM compares [TpmPublic#keySha256] too.
public final class EkRequirements {
  private static final Set<HashAlgorithm> HASHES =
      EnumSet.of(HashAlgorithm.SHA256, HashAlgorithm.SHA384, HashAlgorithm.SHA512);

  private EkRequirements() {}

  /// Why `ek` can't be an endorsement key, each reason a sentence; empty where it can.
  public static List<String> check(TpmPublic ek) {
    List<String> reasons = new ArrayList<>();
    ObjectAttributes attributes = ek.attributes();
    require(attributes.fixedTpm(), "fixedTPM is clear", reasons);
    require(attributes.fixedParent(), "fixedParent is clear", reasons);
    require(attributes.sensitiveDataOrigin(), "sensitiveDataOrigin is clear", reasons);
    require(attributes.restricted(), "restricted is clear", reasons);
    require(attributes.decrypt(), "decrypt is clear: it can't open a credential", reasons);
    require(!attributes.sign(), "sign is set", reasons);
    require(
        HASHES.contains(ek.nameAlgorithm()),
        "its name algorithm is %s, none of SHA-256, SHA-384 and SHA-512"
            .formatted(ek.nameAlgorithm().jcaName()),
        reasons);
    require(
        ek.parameters().symmetric() instanceof SymmetricDefinition.AesCfb,
        "it has no symmetric algorithm to protect a credential with",
        reasons);
    if (ek.parameters() instanceof KeyParameters.Rsa rsa) {
      require(!Roca.suspects(rsa.modulus()), Roca.REASON, reasons);
    }
    return List.copyOf(reasons);
  }

  private static void require(boolean met, String reason, List<String> reasons) {
    if (!met) {
      reasons.add(reason);
    }
  }
}
