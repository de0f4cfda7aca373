package dev.assay.verifier.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.enroll.TpmDenyList;
import dev.assay.appraisal.enroll.TrustRoots;
import dev.assay.appraisal.tpm.TpmPublic;
import dev.assay.verifier.testing.CapturedFile;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The EK certificate of a captured machine, whose TPM is software, under different policies.
class EkVettingTest {
  private static final Instant NOW = Instant.parse("2027-01-01T00:00:00Z");
  private static final TrustRoots ROOTS =
      TrustRoots.load(
              Map.of(
                  "root.pem", CapturedFile.read("ca", "swtpm-localca-rootca-cert.pem"),
                  "issuer.pem", CapturedFile.read("ca", "issuercert.pem")))
          .roots();

  private static Outcome<EkStanding> judge(EkVetting vetting, Optional<Bytes> certificate)
      throws MalformedInput {
    var ek = TpmPublic.parseSized(CapturedFile.read("clean-A1", "quote/ek.pub"));
    var request =
        new EnrollmentRequest(
            ek.raw(), certificate, List.of(), Bytes.EMPTY, new HostFacts(Map.of()));
    return vetting.judge(request, ek, NOW);
  }

  private static Outcome<EkStanding> judge(EkVetting vetting) throws MalformedInput {
    return judge(vetting, Optional.of(CapturedFile.read("clean-A1", "ek-rsa.cert.der")));
  }

  private static String refusal(Outcome<EkStanding> outcome) {
    return switch (outcome) {
      case Outcome.Done<EkStanding>(var standing) -> "not refused: " + standing;
      case Outcome.Declined<EkStanding>(var kind, var detail) -> kind + ": " + detail;
    };
  }

  @Test
  void softwareTpmIsRefusedUnlessThePolicyAllowsIt() throws MalformedInput {
    assertThat(refusal(judge(new EkVetting(ROOTS, TpmDenyList.NONE, false))))
        .startsWith("REFUSED: This is a software TPM");
    assertThat(judge(new EkVetting(ROOTS, TpmDenyList.NONE, true)))
        .isInstanceOf(Outcome.Done.class);
  }

  @Test
  void tpmOfTheDenyListIsRefusedWithItsReason() throws MalformedInput {
    var denied = TpmDenyList.parse("IBM; swtpm; *; only for tests");
    assertThat(refusal(judge(new EkVetting(ROOTS, denied, true))))
        .startsWith("REFUSED: The verifier's deny list (ASSAY_TPM_DENY_LIST) refuses this TPM")
        .endsWith("only for tests.");
  }

  @Test
  void ekWithoutCertificateIsAPersonsDecision() throws MalformedInput {
    assertThat(judge(new EkVetting(ROOTS, TpmDenyList.NONE, false), Optional.empty()))
        .isEqualTo(new Outcome.Done<EkStanding>(new EkStanding.Absent()));
  }
}
