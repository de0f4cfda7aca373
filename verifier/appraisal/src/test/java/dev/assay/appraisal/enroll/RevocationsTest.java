package dev.assay.appraisal.enroll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.enroll.EkCertificateResult.Refused;
import dev.assay.appraisal.enroll.EkCertificateResult.Trusted;
import dev.assay.appraisal.testing.PublicAreas;
import dev.assay.appraisal.testing.TestAuthority;
import dev.assay.appraisal.testing.TestKeys;
import dev.assay.appraisal.tpm.TpmPublic;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// A good EK certificate, and what its issuers say they took back.
class RevocationsTest {
  private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");
  private static final Instant YESTERDAY = NOW.minusSeconds(86_400);
  private static final Instant TOMORROW = NOW.plusSeconds(86_400);
  private static final TestAuthority ROOT =
      new TestAuthority("Test TPM Root", TestKeys.ec("secp384r1"));
  private static final TestAuthority ISSUER =
      new TestAuthority("Test TPM Issuer", TestKeys.ec("secp521r1"));
  private static final RSAPublicKey EK_KEY = (RSAPublicKey) TestKeys.rsa(2048).getPublic();
  private static final TpmPublic EK = PublicAreas.parse(PublicAreas.ek().of(EK_KEY));

  private static EkCertificateResult verify(Bytes... lists) {
    Map<String, Bytes> files = new TreeMap<>();
    files.put("root.der", ROOT.selfSigned());
    files.put(
        "issuer.der",
        ROOT.authority(ISSUER, TestAuthority.FROM, TestAuthority.UNTIL, "2.23.133.8.1"));
    for (Bytes list : lists) {
      files.put("list " + files.size(), list);
    }
    TrustRoots.Loaded loaded = TrustRoots.load(files);
    assertThat(loaded.warnings()).isEmpty();
    assertThat(loaded.roots().revocationLists()).hasSize(lists.length);
    return EkChain.verify(ISSUER.ek(EK_KEY).issue(), EK, List.of(), loaded.roots(), NOW, "");
  }

  private static void assertRefused(EkCertificateResult result, String code, String reason) {
    assertThat(result)
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.code()).isEqualTo(code);
              assertThat(refused.reason()).contains(reason);
            });
  }

  private static void assertUnchecked(EkCertificateResult result, String... issuers) {
    assertThat(result)
        .isInstanceOfSatisfying(
            Trusted.class,
            trusted -> assertThat(trusted.withoutRevocationList()).containsExactly(issuers));
  }

  @Test
  void certificateThatNoListNamesIsTrusted() {
    assertUnchecked(
        verify(
            ISSUER.revocationList(YESTERDAY, TOMORROW, false),
            ROOT.revocationList(YESTERDAY, TOMORROW, false)));
  }

  @Test
  void issuersWithoutAListAreNamed() {
    assertUnchecked(verify(), "CN=Test TPM Issuer", "CN=Test TPM Root");
    assertUnchecked(verify(ISSUER.revocationList(YESTERDAY, TOMORROW, false)), "CN=Test TPM Root");
  }

  @Test
  void revokedCertificateIsRefused() {
    assertRefused(
        verify(ISSUER.revocationList(YESTERDAY, TOMORROW, false, TestAuthority.SERIAL)),
        "EK_CERTIFICATE_REVOKED",
        "CN=Test TPM Issuer revoked the certificate with serial number 1267");
  }

  @Test
  void revokedIssuerIsRefused() {
    assertRefused(
        verify(ROOT.revocationList(YESTERDAY, TOMORROW, false, TestAuthority.SERIAL)),
        "EK_CERTIFICATE_REVOKED",
        "CN=Test TPM Root revoked");
  }

  @Test
  void whatAnOldListRevokedStaysRevoked() {
    assertRefused(
        verify(
            ISSUER.revocationList(YESTERDAY, YESTERDAY, false, TestAuthority.SERIAL),
            ISSUER.revocationList(YESTERDAY, TOMORROW, false)),
        "EK_CERTIFICATE_REVOKED",
        "");
  }

  @Test
  void oldListSaysNothingOfNow() {
    assertRefused(
        verify(ISSUER.revocationList(YESTERDAY, YESTERDAY, false)),
        "EK_CERTIFICATE_REVOCATION_UNKNOWN",
        "the revocation list of CN=Test TPM Issuer does not hold at 2026-11-22T00:00:00Z; put its"
            + " newest one in place, or remove it");
  }

  @Test
  void listOfTheFutureSaysNothingOfNow() {
    assertRefused(
        verify(ISSUER.revocationList(TOMORROW, TOMORROW, false)),
        "EK_CERTIFICATE_REVOCATION_UNKNOWN",
        "does not hold");
  }

  @Test
  void newerListBesideAnOldOneCounts() {
    assertUnchecked(
        verify(
            ISSUER.revocationList(YESTERDAY, YESTERDAY, false),
            ISSUER.revocationList(YESTERDAY, TOMORROW, false)),
        "CN=Test TPM Root");
  }

  @Test
  void listByAnotherKeyUnderTheIssuersNameIsNone() {
    TestAuthority impostor = new TestAuthority("Test TPM Issuer", TestKeys.ec("secp256r1"));
    assertUnchecked(
        verify(impostor.revocationList(YESTERDAY, TOMORROW, false, TestAuthority.SERIAL)),
        "CN=Test TPM Issuer",
        "CN=Test TPM Root");
  }

  @Test
  void listOfAPartOfTheCertificatesIsNone() {
    assertUnchecked(
        verify(ISSUER.revocationList(YESTERDAY, TOMORROW, true)),
        "CN=Test TPM Issuer",
        "CN=Test TPM Root");
  }

  @Test
  void listsAreReadFromPemBesideCertificates() {
    String pem =
        pem("CERTIFICATE", ROOT.selfSigned())
            + pem("X509 CRL", ROOT.revocationList(YESTERDAY, TOMORROW, false));
    TrustRoots.Loaded loaded =
        TrustRoots.load(Map.of("all.pem", Bytes.wrap(pem.getBytes(StandardCharsets.US_ASCII))));
    assertThat(loaded.warnings()).isEmpty();
    assertThat(loaded.roots().roots()).hasSize(1);
    assertThat(loaded.roots().revocationLists()).hasSize(1);
  }

  private static String pem(String label, Bytes der) {
    return "-----BEGIN %s-----%n%s%n-----END %s-----%n"
        .formatted(label, Base64.getMimeEncoder().encodeToString(der.toArray()), label);
  }
}
