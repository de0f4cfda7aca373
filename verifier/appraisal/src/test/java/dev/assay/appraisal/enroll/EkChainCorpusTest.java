package dev.assay.appraisal.enroll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.enroll.EkCertificateResult.Refused;
import dev.assay.appraisal.enroll.EkCertificateResult.Trusted;
import dev.assay.appraisal.testing.Corpus;
import dev.assay.appraisal.testing.TestKeys;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// EK certificates of real vendors, with all of the corpus's issuers configured.
class EkChainCorpusTest {
  private static Bytes certificate(String name) {
    return Corpus.bytes(Corpus.require().resolve("ekcert").resolve(name));
  }

  private static EkCertificateResult verify(String name, Instant at) throws MalformedInput {
    PublicKey key = Certificates.read(certificate(name)).getPublicKey();
    return EkChain.verify(
        certificate(name),
        CorpusCertificates.ek(key),
        List.of(),
        CorpusCertificates.authorities().roots(),
        at,
        "");
  }

  @Test
  void everyVendorAuthorityOfTheCorpusCanBeRead() {
    TrustRoots.Loaded loaded = CorpusCertificates.authorities();
    assertThat(loaded.warnings()).isEmpty();
    assertThat(loaded.roots().roots()).hasSizeGreaterThan(20);
    assertThat(loaded.roots().intermediates()).hasSizeGreaterThan(20);
  }

  @Test
  void rootsWithSetsInTheWrongOrderAreSelfSigned() {
    assertThat(CorpusCertificates.authorities().roots().roots())
        .extracting(X509Certificate::getSubjectX500Principal)
        .filteredOn(name -> name.getName().contains("Nuvoton"))
        .hasSizeGreaterThanOrEqualTo(9);
  }

  @ParameterizedTest
  @CsvSource({
    "HIRS-ab21ccf2-tpmcert.der, 2020-01-01T00:00:00Z, id:53544D20, ST33ZP24PVSP, false",
    "HIRS-nuc1-tpmcert.der, 2020-01-01T00:00:00Z, id:53544D20, ST33ZP24PVSP, false",
    "HIRS-ek_cert_with_padded_bytes.der, 2026-11-22T00:00:00Z, id:4E544300, NPCT6xx, false",
    "guard-oss-philippEK.der, 2026-11-22T00:00:00Z, id:53544D20, ST33HTPHAHD8, false",
    "go-tpm-tools-uca_tpm_ecc_enc_cert.der, 2026-11-22T00:00:00Z, id:474F4F47, vTPM, true",
    "go-tpm-tools-uca_tpm_rsa_enc_cert.der, 2026-11-22T00:00:00Z, id:474F4F47, vTPM, true",
    "salrashid-ECcert.der, 2026-11-22T00:00:00Z, id:00001014, swtpm, true",
    "salrashid-ek-rsa2048.der, 2026-11-22T00:00:00Z, id:00001014, swtpm, true"
  })
  void certificatesOfVendorsAreTrusted(
      String name, Instant at, String vendor, String model, boolean software)
      throws MalformedInput {
    assertThat(verify(name, at))
        .isInstanceOfSatisfying(
            Trusted.class,
            trusted -> {
              assertThat(trusted.vendor()).isEqualTo(vendor);
              assertThat(trusted.model()).isEqualTo(model);
              assertThat(trusted.softwareTpm()).isEqualTo(software);
            });
  }

  @ParameterizedTest
  @CsvSource({
    "HIRS-ab21ccf2-tpmcert.der, EK_CERTIFICATE_NOT_VALID_NOW",
    "go-tpm-tools-uca_tpm_rsa_sign_cert.der, EK_CERTIFICATE_OTHER_USE",
    "go-tpm-tools-uca_tpm_ecc_sign_cert.der, EK_CERTIFICATE_OTHER_USE",
    "py_webauthn-dell_xps_13-aik-x5c0.der, EK_CERTIFICATE_OTHER_USE"
  })
  void certificatesForAnotherUseOrTimeAreRefused(String name, String code) throws MalformedInput {
    assertThat(verify(name, Instant.parse("2026-11-22T00:00:00Z")))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.code()).isEqualTo(code));
  }

  private static final String EVEN_MODULUS = "ekcert/" + CorpusCertificates.EVEN_MODULUS;

  /// One of a test, with a modulus that no TPM makes; of TPM 1.2, without the extended key usage;
  /// of signing keys.
  private static final Map<String, String> REFUSED =
      Map.of(
          EVEN_MODULUS,
          EkCertificateResult.OTHER_KEY,
          "ekcert/HIRS-ek_cert_with_security_assertions.der",
          EkCertificateResult.OTHER_USE,
          "ekcert/go-tpm-tools-uca_tpm_ecc_sign_cert.der",
          EkCertificateResult.OTHER_USE,
          "ekcert/go-tpm-tools-uca_tpm_rsa_sign_cert.der",
          EkCertificateResult.OTHER_USE,
          "malformed/cmc-tpm-invalid-signature.akcert.der",
          EkCertificateResult.OTHER_USE,
          "quote/cmc-tpm-valid.akcert.der",
          EkCertificateResult.OTHER_USE,
          "quote/go-tpm-tools-gce-cos-85-no-nonce-sha1.akcert.der",
          EkCertificateResult.OTHER_USE);

  private static final Pattern CHAIN =
      Pattern.compile("\"([^\"]+)\"\\s*:\\s*\\{\\s*\"chain\"\\s*:\\s*\\[([^]]*)]");

  /// With nobody but the expected issuers configured, the path ends at the last of them.
  @Test
  void everyCertificateChainsAsAnIndependentProgramFound() throws MalformedInput {
    Path corpus = Corpus.require();
    String expected =
        new String(
            Corpus.bytes(corpus.resolve("expected/ekchains.json")).toArray(),
            StandardCharsets.UTF_8);
    int trusted = 0;
    for (Matcher chain = CHAIN.matcher(expected); chain.find(); ) {
      String name = chain.group(1);
      List<String> issuers =
          Pattern.compile("\"([^\"]+)\"")
              .matcher(chain.group(2))
              .results()
              .map(found -> found.group(1))
              .toList();
      EkCertificateResult result = verified(corpus, name, issuers);
      String code = REFUSED.get(name);
      if (code != null) {
        assertThat(result)
            .as(name)
            .isInstanceOfSatisfying(
                Refused.class, refused -> assertThat(refused.code()).isEqualTo(code));
      } else {
        assertThat(result)
            .as(name)
            .isInstanceOfSatisfying(
                Trusted.class,
                found -> assertThat(found.rootSubject()).isEqualTo(subject(corpus, issuers)));
        trusted++;
      }
    }
    assertThat(trusted).isEqualTo(9);
  }

  private static EkCertificateResult verified(Path corpus, String name, List<String> issuers)
      throws MalformedInput {
    Bytes der = Corpus.bytes(corpus.resolve(name));
    X509Certificate certificate = Certificates.read(der);
    Map<String, Bytes> files = new HashMap<>();
    issuers.forEach(issuer -> files.put(issuer, Corpus.bytes(corpus.resolve(issuer))));
    return EkChain.verify(
        der,
        CorpusCertificates.ek(name, certificate.getPublicKey()),
        List.of(),
        TrustRoots.load(files).roots(),
        certificate.getNotBefore().toInstant().plus(Duration.ofDays(1)),
        "");
  }

  private static String subject(Path corpus, List<String> issuers) {
    try {
      Bytes root = Corpus.bytes(corpus.resolve(issuers.getLast()));
      return PrintableText.of(Certificates.read(root).getSubjectX500Principal().getName());
    } catch (MalformedInput e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void headerOfAnotherKindThanACertificatesIsRefused() {
    assertThat(
            EkChain.verify(
                Bytes.fromHex("10010100041002300000"),
                CorpusCertificates.ek(TestKeys.rsa(2048).getPublic()),
                List.of(),
                TrustRoots.NONE,
                Instant.parse("2020-01-01T00:00:00Z"),
                ""))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.reason()).contains("a header as of TPM 1.2"));
  }
}
