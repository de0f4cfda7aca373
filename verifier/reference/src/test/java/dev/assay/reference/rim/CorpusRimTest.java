package dev.assay.reference.rim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.testing.Corpus;
import dev.assay.reference.ReferenceRefused;
import dev.assay.reference.ReferenceValues;
import dev.assay.reference.Signers;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Manifests that another project's tool wrote and signed.
class CorpusRimTest {
  private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

  private static Bytes file(String name) {
    return Corpus.bytes(Corpus.require().resolve(name));
  }

  private static Signers hirs() throws CertificateException {
    List<X509Certificate> chain = new ArrayList<>();
    var pem = new ByteArrayInputStream(file("rim/HIRS-RimCertChain.pem").toArray());
    CertificateFactory.getInstance("X.509")
        .generateCertificates(pem)
        .forEach(certificate -> chain.add((X509Certificate) certificate));
    return new Signers(chain);
  }

  @ParameterizedTest
  @CsvSource({
    "HIRS-laptop.default.1.swidtag, rim/HIRS-laptop.default.1.rimel, 30",
    "HIRS-laptop_badOemInstall_oem.1.swidtag, rim/HIRS-laptop_badOemInstall_oem.1.rimel, 23",
    "HIRS-laptop_badVarInstall_var.1.swidtag, rim/HIRS-laptop_badVarInstall_var.1.rimel, 8",
  })
  void signedManifestIsRead(String tag, String log, int events) throws Exception {
    ReferenceValues values = Rim.read(file("rim/" + tag), List.of(file(log)), hirs(), TIME);

    assertThat(values.signer()).contains("example.RIM.signer");
    // The Spec ID event is not measured.
    assertThat(values.events().values().stream().mapToInt(List::size).sum()).isEqualTo(events - 1);
  }

  /// Their tool indented these after it had signed them, and takes the blanks out again before it
  /// verifies. As they are, they are not what was signed.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "HIRS-generated_user_cert.swidtag",
        "HIRS-generated_user_cert_embed.swidtag",
      })
  void manifestThatWasIndentedAfterSigningIsRefusedAndReadWithoutItsBlanks(String tag)
      throws Exception {
    Bytes indented = file("rim/" + tag);
    List<Bytes> log = List.of(file("eventlog/HIRS-TpmLog.bin"));
    assertThatExceptionOfType(ReferenceRefused.class)
        .isThrownBy(() -> Rim.read(indented, log, hirs(), TIME))
        .withMessageContaining("or it was changed since");

    String text = new String(indented.toArray(), StandardCharsets.UTF_8);
    Bytes signed = TagBuilder.bytes(text.replaceAll(">\\s+<", "><"));
    assertThat(Rim.read(signed, log, hirs(), TIME).name()).isEqualTo("Example.com BIOS 01");
  }

  @ParameterizedTest
  @CsvSource({
    "HIRS-laptop_varOsInstall_oem.1.swidtag, was not given",
    "HIRS-testCsv.swidtag, it is not signed",
  })
  void whatCanNotBeBelievedIsRefused(String tag, String reason) {
    assertThatExceptionOfType(ReferenceRefused.class)
        .isThrownBy(() -> Rim.read(file("rim/" + tag), List.of(), hirs(), TIME))
        .withMessageContaining(reason);
  }
}
