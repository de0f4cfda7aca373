package dev.assay.appraisal.enroll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.testing.Conformance;
import dev.assay.appraisal.testing.Corpus;
import dev.assay.appraisal.testing.Slowest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What became of each certificate of the corpus, for people to read.
class CorpusEkPageTest {
  private static List<Path> certificates() {
    return Corpus.files("ekcert", ".der", ".bin").stream()
        .filter(file -> !String.valueOf(file.getFileName()).startsWith("CA"))
        .toList();
  }

  @Test
  void conformancePageSaysWhatBecameOfEachCertificate() {
    TrustRoots.Loaded loaded = CorpusCertificates.authorities();
    Conformance.check(
        Conformance.Section.EK_CERTIFICATES,
        """
        Each is held against all authorities of the corpus (%d roots, %d intermediates, %d left out), a day after it was issued,
        with a public area that was made from its key: the TPMs are not at hand. That the issuers are those that an independent
        program found (`ekchains.json`) is a test of its own.

        """
                .formatted(
                    loaded.roots().roots().size(),
                    loaded.roots().intermediates().size(),
                    loaded.warnings().size())
            + Conformance.table(
                List.of("file", "machine", "TPM", "root", "result"),
                certificates().stream().map(file -> row(file, loaded.roots())).toList()));
  }

  @Test
  void slowestCertificateIsPrinted() {
    TrustRoots roots = CorpusCertificates.authorities().roots();
    Slowest.print(
        "EK certificates", certificates(), file -> assertThat(row(file, roots)).hasSize(5));
  }

  private static List<String> row(Path file, TrustRoots roots) {
    String name = String.valueOf(file.getFileName());
    return switch (verified(file, roots)) {
      case EkCertificateResult.Trusted trusted ->
          List.of(
              name,
              Corpus.machine(file),
              "%s %s".formatted(trusted.vendor(), trusted.model()).strip(),
              trusted.rootSubject(),
              trusted.softwareTpm() ? "trusted, as a software TPM" : "trusted");
      case EkCertificateResult.Refused refused ->
          List.of(name, Corpus.machine(file), "–", "–", "refused: " + refused.code());
    };
  }

  private static EkCertificateResult verified(Path file, TrustRoots roots) {
    try {
      var certificate = Certificates.read(Corpus.bytes(file));
      return EkChain.verify(
          Corpus.bytes(file),
          CorpusCertificates.ek(file.toString(), certificate.getPublicKey()),
          List.of(),
          roots,
          certificate.getNotBefore().toInstant().plus(Duration.ofDays(1)),
          "");
    } catch (MalformedInput e) {
      return new EkCertificateResult.Refused(EkCertificateResult.MALFORMED, e.reason());
    }
  }
}
