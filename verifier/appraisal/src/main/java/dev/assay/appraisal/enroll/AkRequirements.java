package dev.assay.appraisal.enroll;

import dev.assay.appraisal.tpm.EccCurve;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.KeyParameters;
import dev.assay.appraisal.tpm.KeyScheme;
import dev.assay.appraisal.tpm.ObjectAttributes;
import dev.assay.appraisal.tpm.SymmetricDefinition;
import dev.assay.appraisal.tpm.TpmPublic;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// What a key must be to attest: made in its TPM, unable to leave it, and restricted, so that it
/// signs a statement of the TPM's form only where the TPM made that statement (TPM 2.0 Part 1,
/// "Restricted Attribute"). No TPM enforces this for us.
public final class AkRequirements {
  static final Set<HashAlgorithm> HASHES =
      Collections.unmodifiableSet(
          EnumSet.of(HashAlgorithm.SHA256, HashAlgorithm.SHA384, HashAlgorithm.SHA512));
  private static final Set<EccCurve> CURVES = EnumSet.of(EccCurve.P256, EccCurve.P384);

  private AkRequirements() {}

  /// Why `ak` can't be an attestation key, each reason a sentence; empty where it can.
  public static List<String> check(TpmPublic ak) {
    List<String> reasons = new ArrayList<>();
    checkAttributes(ak.attributes(), reasons);
    checkParameters(ak.parameters(), reasons);
    if (!ak.nameAlgorithm().strong()) {
      reasons.add("its Name is a " + ak.nameAlgorithm().jcaName() + " digest");
    }
    return List.copyOf(reasons);
  }

  private static void checkAttributes(ObjectAttributes attributes, List<String> reasons) {
    require(attributes.fixedTpm(), "fixedTPM is clear: it may leave its TPM", reasons);
    require(attributes.fixedParent(), "fixedParent is clear: it may be duplicated", reasons);
    require(
        attributes.sensitiveDataOrigin(),
        "sensitiveDataOrigin is clear: its secret came from outside the TPM",
        reasons);
    require(
        attributes.restricted(), "restricted is clear: it signs what anybody hands it", reasons);
    require(attributes.sign(), "sign is clear: it can't sign", reasons);
    require(!attributes.decrypt(), "decrypt is set: it is not for signing alone", reasons);
  }

  private static void checkParameters(KeyParameters parameters, List<String> reasons) {
    KeyScheme scheme = parameters.scheme();
    switch (parameters) {
      case KeyParameters.Ecc ecc -> {
        require(
            CURVES.contains(ecc.curve()),
            "its curve is " + ecc.curve().label() + ", not P-256 or P-384",
            reasons);
        require(
            scheme.kind() == KeyScheme.Kind.ECDSA,
            "its scheme is " + scheme + ", not ECDSA",
            reasons);
      }
      case KeyParameters.Rsa rsa -> {
        require(
            scheme.kind() == KeyScheme.Kind.RSASSA || scheme.kind() == KeyScheme.Kind.RSAPSS,
            "its scheme is " + scheme + ", not RSASSA or RSAPSS",
            reasons);
        require(!Roca.suspects(rsa.modulus()), Roca.REASON, reasons);
      }
    }
    require(
        scheme.hash().filter(HASHES::contains).isPresent(),
        "its scheme is bound to no hash of SHA-256, SHA-384 and SHA-512",
        reasons);
    require(
        parameters.symmetric() instanceof SymmetricDefinition.None,
        "it has a symmetric algorithm, as storage keys have",
        reasons);
  }

  private static void require(boolean met, String reason, List<String> reasons) {
    if (!met) {
      reasons.add(reason);
    }
  }
}
