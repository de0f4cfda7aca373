package dev.assay.verifier.service;

import static dev.assay.verifier.service.Outcome.declined;
import static dev.assay.verifier.service.Outcome.done;

import dev.assay.appraisal.enroll.EkCertificateResult;
import dev.assay.appraisal.enroll.EkChain;
import dev.assay.appraisal.enroll.TpmDenyList;
import dev.assay.appraisal.enroll.TrustRoots;
import dev.assay.appraisal.tpm.TpmPublic;
import java.time.Instant;

/// Decides whether an EK may enroll by what vouches for it: its certificate under the configured
/// roots, or, where the TPM has none, only a person later. An EK with a certificate that does not
/// hold is refused: showing none must be the weaker claim, not the way around.
public final class EkVetting {
  private static final int LONGEST_DESCRIPTION = 256;

  private final TrustRoots roots;
  private final TpmDenyList denied;
  private final boolean softwareTpmsAllowed;

  public EkVetting(TrustRoots roots, TpmDenyList denied, boolean softwareTpmsAllowed) {
    this.roots = roots;
    this.denied = denied;
    this.softwareTpmsAllowed = softwareTpmsAllowed;
  }

  Outcome<EkStanding> judge(EnrollmentRequest request, TpmPublic ek, Instant now) {
    if (request.ekCertificate().isEmpty()) {
      return done(new EkStanding.Absent());
    }
    var manufacturer = request.host().get(HostFact.TPM_MANUFACTURER).orElse("");
    var result =
        EkChain.verify(
            request.ekCertificate().get(), ek, request.ekChain(), roots, now, manufacturer);
    return switch (result) {
      case EkCertificateResult.Trusted trusted when trusted.softwareTpm() && !softwareTpmsAllowed ->
          declined(
              Decline.REFUSED,
              "This is a software TPM (%s), which the verifier's policy refuses. Set ASSAY_SOFTWARE_TPMS=allow only for tests and virtual machines."
                  .formatted(description(trusted)));
      case EkCertificateResult.Trusted trusted -> judge(trusted);
      case EkCertificateResult.Refused(var code, var reason) ->
          declined(Decline.REFUSED, "The EK certificate is refused (" + code + "): " + reason);
    };
  }

  private Outcome<EkStanding> judge(EkCertificateResult.Trusted trusted) {
    return denied
        .reasonAgainst(trusted)
        .<Outcome<EkStanding>>map(
            reason ->
                declined(
                    Decline.REFUSED,
                    "The verifier's deny list (ASSAY_TPM_DENY_LIST) refuses this TPM (%s): %s."
                        .formatted(description(trusted), reason)))
        .orElseGet(
            () ->
                done(
                    new EkStanding.Trusted(
                        trusted.softwareTpm(),
                        description(trusted),
                        trusted.rootSubject(),
                        trusted.serialNumber(),
                        trusted.withoutRevocationList())));
  }

  private static String description(EkCertificateResult.Trusted trusted) {
    return Text.cleaned(
        String.join(" ", trusted.vendor(), trusted.model(), trusted.version()),
        LONGEST_DESCRIPTION);
  }
}
