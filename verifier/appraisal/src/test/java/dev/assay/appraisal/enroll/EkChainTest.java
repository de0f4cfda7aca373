package dev.assay.appraisal.enroll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.enroll.EkCertificateResult.Refused;
import dev.assay.appraisal.enroll.EkCertificateResult.Trusted;
import dev.assay.appraisal.testing.CapturedQuote;
import dev.assay.appraisal.testing.Captures;
import dev.assay.appraisal.testing.PublicAreas;
import dev.assay.appraisal.testing.TestAuthority;
import dev.assay.appraisal.testing.TestKeys;
import dev.assay.appraisal.tpm.TpmPublic;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Each test changes one thing of a certificate that is trusted.
class EkChainTest {
  private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");
  private static final Instant AFTER_CAPTURE = Instant.parse("2027-01-01T00:00:00Z");
  private static final TestAuthority ROOT =
      new TestAuthority("Test TPM Root", TestKeys.ec("secp384r1"));
  private static final TestAuthority ISSUER =
      new TestAuthority("Test TPM Issuer", TestKeys.ec("secp521r1"));
  private static final Bytes ISSUER_CERTIFICATE =
      ROOT.authority(ISSUER, TestAuthority.FROM, TestAuthority.UNTIL, "2.23.133.8.1");
  private static final TrustRoots ROOTS = roots(ROOT.selfSigned());
  private static final RSAPublicKey EK_KEY = (RSAPublicKey) TestKeys.rsa(2048).getPublic();
  private static final TpmPublic EK = PublicAreas.parse(PublicAreas.ek().of(EK_KEY));

  private static TrustRoots roots(Bytes certificate) {
    return TrustRoots.load(Map.of("root.der", certificate)).roots();
  }

  private static TestAuthority.EkCertificate good() {
    return ISSUER.ek(EK_KEY);
  }

  private static EkCertificateResult verify(Bytes certificate) {
    return verify(certificate, NOW, "IFX");
  }

  private static EkCertificateResult verify(Bytes certificate, Instant at, String reported) {
    return EkChain.verify(certificate, EK, List.of(ISSUER_CERTIFICATE), ROOTS, at, reported);
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

  @Test
  void certificateWithPathToARootIsTrusted() {
    assertThat(verify(good().issue()))
        .isEqualTo(
            new Trusted(
                "id:49465800",
                "SLB 9670",
                "id:0D0B",
                false,
                "CN=Test TPM Root",
                TestAuthority.SERIAL.toString(16),
                List.of("CN=Test TPM Issuer", "CN=Test TPM Root")));
  }

  @Test
  void paddingAfterTheCertificateIsCutOff() {
    assertThat(verify(Bytes.concat(good().issue(), Bytes.wrap(new byte[192]))))
        .isInstanceOf(Trusted.class);
  }

  @Test
  void eccCertificateIsTrusted() {
    ECPublicKey key = (ECPublicKey) TestKeys.ec("secp256r1").getPublic();
    TpmPublic ek = PublicAreas.parse(PublicAreas.ek().of(key));
    Bytes certificate = ISSUER.ek(key).keyUsage(KeyUsage.keyAgreement).issue();
    assertThat(EkChain.verify(certificate, ek, List.of(ISSUER_CERTIFICATE), ROOTS, NOW, "IFX"))
        .isInstanceOf(Trusted.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rsa", "nv"})
  void certificatesOfSoftwareTpmsChainToTheirAuthorityAndAreKnownAsSoftware(String kind) {
    boolean rsa = kind.equals("rsa");
    Bytes certificate = Captures.bytes("clean-A1", rsa ? "ek-rsa.cert.der" : "nv-0x1c00016.bin");
    TpmPublic ek = rsa ? CapturedQuote.ek("clean-A1") : eccEkOf(certificate);
    assertThat(EkChain.verify(certificate, ek, List.of(), captureRoots(), AFTER_CAPTURE, "IBM"))
        .isInstanceOfSatisfying(
            Trusted.class,
            trusted -> {
              assertThat(trusted.softwareTpm()).isTrue();
              assertThat(trusted.vendor()).isEqualTo("id:00001014");
              assertThat(trusted.model()).isEqualTo("swtpm");
            });
  }

  private static TrustRoots captureRoots() {
    return TrustRoots.load(
            Map.of(
                "root.pem",
                Captures.bytes("ca", "swtpm-localca-rootca-cert.pem"),
                "issuer.pem",
                Captures.bytes("ca", "issuercert.pem")))
        .roots();
  }

  // The captures hold no public area of this EK: one is made from the certificate's key.
  private static TpmPublic eccEkOf(Bytes certificate) {
    try {
      return PublicAreas.parse(
          PublicAreas.ek()
              .curve(4)
              .of((ECPublicKey) Certificates.read(certificate).getPublicKey()));
    } catch (MalformedInput e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void certificateOfAnotherKeyIsRefused() {
    assertRefused(
        verify(ISSUER.ek(TestKeys.rsa(4096).getPublic()).issue()),
        "EK_CERTIFICATE_OTHER_KEY",
        "RSA 2048");
  }

  @Test
  void certificateOfAKeyOfAnotherKindIsRefused() {
    assertRefused(
        verify(ISSUER.ek(TestKeys.ec("secp256r1").getPublic()).issue()),
        "EK_CERTIFICATE_OTHER_KEY",
        "RSA 2048");
  }

  @Test
  void certificateWithoutExtendedKeyUsageIsRefused() {
    assertRefused(verify(good().usage(null).issue()), "EK_CERTIFICATE_OTHER_USE", "missing");
  }

  @Test
  void certificateOfAnAttestationKeyIsRefused() {
    assertRefused(
        verify(good().usage("2.23.133.8.3").issue()), "EK_CERTIFICATE_OTHER_USE", "missing");
  }

  @Test
  void certificateOfASigningKeyIsRefused() {
    assertRefused(
        verify(good().keyUsage(KeyUsage.digitalSignature).issue()),
        "EK_CERTIFICATE_OTHER_USE",
        "key usage");
  }

  @Test
  void certificateOfAnAuthorityIsRefused() {
    assertRefused(verify(good().authority().issue()), "EK_CERTIFICATE_OTHER_USE", "authority");
  }

  @Test
  void expiredCertificateIsRefused() {
    Bytes expired = good().valid(TestAuthority.FROM, NOW.minusSeconds(1)).issue();
    assertRefused(verify(expired), "EK_CERTIFICATE_NOT_VALID_NOW", "2026-11-21T23:59:59Z");
  }

  @Test
  void certificateOfTheFutureIsRefused() {
    Bytes early = good().valid(NOW.plusSeconds(1), TestAuthority.UNTIL).issue();
    assertRefused(verify(early), "EK_CERTIFICATE_NOT_VALID_NOW", "2026-11-22T00:00:01Z");
  }

  @Test
  void expiredIssuerIsNamed() {
    Bytes issuer = ROOT.authority(ISSUER, TestAuthority.FROM, NOW.minusSeconds(60), "2.23.133.8.1");
    assertRefused(
        EkChain.verify(good().issue(), EK, List.of(issuer), ROOTS, NOW, "IFX"),
        "EK_CERTIFICATE_NOT_VALID_NOW",
        "CN=Test TPM Issuer");
  }

  @Test
  void missingIntermediateIsNamed() {
    assertRefused(
        EkChain.verify(good().issue(), EK, List.of(), ROOTS, NOW, "IFX"),
        "EK_CERTIFICATE_NO_PATH",
        "CN=Test TPM Issuer");
  }

  @Test
  void unknownRootIsNamed() {
    TrustRoots others = roots(new TestAuthority("Other", TestKeys.ec("secp384r1")).selfSigned());
    assertRefused(
        EkChain.verify(good().issue(), EK, List.of(ISSUER_CERTIFICATE), others, NOW, "IFX"),
        "EK_CERTIFICATE_NO_PATH",
        "CN=Test TPM Root");
  }

  @Test
  void rootThatCameWithTheRequestIsNotTrusted() {
    assertRefused(
        EkChain.verify(
            good().issue(),
            EK,
            List.of(ISSUER_CERTIFICATE, ROOT.selfSigned()),
            TrustRoots.NONE,
            NOW,
            "IFX"),
        "EK_CERTIFICATE_NO_PATH",
        "CN=Test TPM Root");
  }

  @Test
  void rootOfTheSameNameAndAnotherKeyIsNotEnough() {
    TrustRoots forged =
        roots(new TestAuthority("Test TPM Root", TestKeys.ec("secp256r1")).selfSigned());
    assertRefused(
        EkChain.verify(good().issue(), EK, List.of(ISSUER_CERTIFICATE), forged, NOW, "IFX"),
        "EK_CERTIFICATE_NO_PATH",
        "CN=Test TPM Root");
  }

  @Test
  void issuerBoundToOtherCertificatesIsRefused() {
    Bytes issuer = ROOT.authority(ISSUER, TestAuthority.FROM, TestAuthority.UNTIL, "2.23.133.8.3");
    assertRefused(
        EkChain.verify(good().issue(), EK, List.of(issuer), ROOTS, NOW, "IFX"),
        "EK_CERTIFICATE_NO_PATH",
        "no path");
  }

  @Test
  void issuerThatIsNoAuthorityIsRefused() {
    Bytes issuer =
        ROOT.ek(TestKeys.ec("secp521r1").getPublic()).keyUsage(KeyUsage.keyAgreement).issue();
    assertRefused(
        EkChain.verify(good().issue(), EK, List.of(issuer), ROOTS, NOW, "IFX"),
        "EK_CERTIFICATE_NO_PATH",
        "no path");
  }

  @Test
  void unknownCriticalExtensionIsRefused() {
    assertRefused(
        verify(good().criticalExtension("1.2.3.4").issue()), "EK_CERTIFICATE_NO_PATH", "no path");
  }

  @Test
  void alteredCertificateIsRefused() {
    byte[] altered = good().issue().toArray();
    altered[altered.length - 1] ^= 1;
    assertRefused(verify(Bytes.wrap(altered)), "EK_CERTIFICATE_NO_PATH", "no path");
  }

  @Test
  void certificateWithoutVendorIsRefused() {
    assertRefused(verify(good().vendor(null).issue()), "EK_CERTIFICATE_NO_VENDOR", "names no");
  }

  @ParameterizedTest
  @CsvSource({
    "id:49465800, IFX",
    "id:49465800, 49465800",
    "id:49465800, ''",
    "id:53544D20, STM",
    "id:53544D20, 'STM '",
    "id:53544D20, 53544d20",
    "id:00001014, IBM",
    "id:00001014, 49424D00"
  })
  void vendorsOfOneMeaningAgree(String certified, String reported) {
    assertThat(verify(good().vendor(certified).issue(), NOW, reported)).isInstanceOf(Trusted.class);
  }

  @ParameterizedTest
  @CsvSource({"id:49465800, STM", "id:49465800, 494E5443", "id:53544D20, ST", "id:474F4F47, IBM"})
  void vendorsThatDifferAreReported(String certified, String reported) {
    assertRefused(
        verify(good().vendor(certified).issue(), NOW, reported),
        "EK_CERTIFICATE_OTHER_VENDOR",
        reported);
  }

  @ParameterizedTest
  @CsvSource({
    "id:00001014, swtpm, true",
    "id:474F4F47, vTPM, true",
    "id:4D534654, xCG fTPM, true",
    "id:53544D20, my swtpm, true",
    "id:53544D20, ST33, false"
  })
  void softwareTpmsAreTold(String vendor, String model, boolean software) {
    assertThat(verify(good().vendor(vendor).model(model).issue(), NOW, ""))
        .isInstanceOfSatisfying(
            Trusted.class, trusted -> assertThat(trusted.softwareTpm()).isEqualTo(software));
  }

  @Test
  void controlCharactersOfACertificateReachNoLog() {
    assertThat(verify(good().model("a\nb\u001b[31m").issue()))
        .isInstanceOfSatisfying(
            Trusted.class, trusted -> assertThat(trusted.model()).isEqualTo("a?b?[31m"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "30", "3080", "308400000000", "30820400", "3003020101", "a0030201"})
  void bytesThatAreNoCertificateAreRefused(String hex) {
    assertRefused(verify(Bytes.fromHex(hex)), "EK_CERTIFICATE_MALFORMED", "can't be read");
  }

  // The last bit of this signature is zero: libraries clear what they are told is unused.
  @Test
  void signatureThatIsNotOfWholeOctetsIsRefused() {
    var roots =
        TrustRoots.load(
                Map.of(
                    "root.pem", Captures.bytes("ca", "swtpm-localca-rootca-cert.pem"),
                    "issuer.pem", Captures.bytes("ca", "issuercert.pem")))
            .roots();
    var ek = CapturedQuote.ek("clean-A1");
    var changed = Captures.bytes("clean-A1", "ek-rsa.cert.der").toArray();
    assertThat(EkChain.verify(Bytes.wrap(changed.clone()), ek, List.of(), roots, AFTER_CAPTURE, ""))
        .isInstanceOf(Trusted.class);

    int unusedBits = changed.length - 384 - 1;
    assertThat(changed[unusedBits]).isZero();
    changed[unusedBits] = 1;

    assertRefused(
        EkChain.verify(Bytes.wrap(changed), ek, List.of(), roots, AFTER_CAPTURE, ""),
        "EK_CERTIFICATE_MALFORMED",
        "can't be read");
  }

  @Test
  void tooManyIntermediatesAreRefused() {
    assertRefused(
        EkChain.verify(
            good().issue(), EK, Collections.nCopies(9, ISSUER_CERTIFICATE), ROOTS, NOW, "IFX"),
        "EK_CERTIFICATE_MALFORMED",
        "8 at most");
  }

  @Test
  void unreadableIntermediateDoesNotHideAGoodOne() {
    assertThat(
            EkChain.verify(
                good().issue(),
                EK,
                List.of(Bytes.fromHex("00"), ISSUER_CERTIFICATE),
                ROOTS,
                NOW,
                "IFX"))
        .isInstanceOf(Trusted.class);
  }

  @Test
  void badFileAmongTheRootsDoesNotStopTheOthers() {
    TrustRoots.Loaded loaded =
        TrustRoots.load(
            Map.of(
                "bad.der", Bytes.fromHex("3003"),
                "bad.pem", ascii("-----BEGIN CERTIFICATE-----\n!!\n-----END CERTIFICATE-----"),
                "key.pem", ascii("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"),
                "root.der", ROOT.selfSigned()));
    assertThat(loaded.roots().roots()).hasSize(1);
    assertThat(loaded.warnings())
        .hasSize(3)
        .allMatch(warning -> warning.matches("(bad\\.der|bad\\.pem|key\\.pem) is left out: .+"));
  }

  @Test
  void configuredIntermediateHelpsAndIsNoRoot() {
    TrustRoots configured =
        TrustRoots.load(Map.of("root.der", ROOT.selfSigned(), "issuer.der", ISSUER_CERTIFICATE))
            .roots();
    assertThat(EkChain.verify(good().issue(), EK, List.of(), configured, NOW, "IFX"))
        .isInstanceOf(Trusted.class);
    assertRefused(
        EkChain.verify(good().issue(), EK, List.of(), roots(ISSUER_CERTIFICATE), NOW, "IFX"),
        "EK_CERTIFICATE_NO_PATH",
        "CN=Test TPM Root");
  }

  private static Bytes ascii(String text) {
    return Bytes.copyOf(text.getBytes(StandardCharsets.US_ASCII));
  }
}
