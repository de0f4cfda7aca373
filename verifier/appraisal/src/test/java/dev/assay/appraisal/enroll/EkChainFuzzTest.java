package dev.assay.appraisal.enroll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.testing.CapturedQuote;
import dev.assay.appraisal.testing.Captures;
import dev.assay.appraisal.tpm.TpmPublic;
import java.security.cert.CertificateException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Whatever a client sends as certificates, it gets an answer, and never trust.
class EkChainFuzzTest {
  private static final int ROUNDS = 300;
  private static final Instant NOW = Instant.parse("2027-01-01T00:00:00Z");
  private static final Bytes CERTIFICATE = Captures.bytes("clean-A1", "ek-rsa.cert.der");
  private static final TpmPublic EK = CapturedQuote.ek("clean-A1");
  private static final TrustRoots ALL =
      TrustRoots.load(
              Map.of(
                  "root.pem",
                  Captures.bytes("ca", "swtpm-localca-rootca-cert.pem"),
                  "issuer.pem",
                  Captures.bytes("ca", "issuercert.pem")))
          .roots();
  private static final TrustRoots ROOT_ALONE = new TrustRoots(ALL.roots(), List.of(), List.of());

  private static EkCertificateResult verify(Bytes certificate, List<Bytes> chain) {
    return EkChain.verify(certificate, EK, chain, chain.isEmpty() ? ALL : ROOT_ALONE, NOW, "IBM");
  }

  private static Bytes altered(Bytes bytes, SplittableRandom random) {
    byte[] copy = bytes.toArray();
    for (int i = random.nextInt(2); i >= 0; i--) {
      int at = random.nextInt(copy.length);
      copy[at] = (byte) (copy[at] + 1 + random.nextInt(255));
    }
    return Bytes.wrap(copy);
  }

  @Test
  void alteredCertificatesAreRefused() {
    SplittableRandom random = new SplittableRandom(1);
    assertThat(verify(CERTIFICATE, List.of())).isInstanceOf(EkCertificateResult.Trusted.class);
    for (int round = 0; round < ROUNDS; round++) {
      Bytes altered = altered(CERTIFICATE, random);
      // Two changes may undo each other.
      if (!altered.equals(CERTIFICATE)) {
        assertThat(verify(altered, List.of()))
            .as("round %d", round)
            .isInstanceOf(EkCertificateResult.Refused.class);
      }
    }
  }

  @Test
  void alteredIntermediatesLeadNowhere() throws CertificateException {
    SplittableRandom random = new SplittableRandom(2);
    Bytes issuer = Bytes.wrap(ALL.intermediates().getFirst().getEncoded());
    assertThat(verify(CERTIFICATE, List.of(issuer)))
        .isInstanceOf(EkCertificateResult.Trusted.class);
    for (int round = 0; round < ROUNDS; round++) {
      Bytes altered = altered(issuer, random);
      if (!altered.equals(issuer)) {
        assertThat(verify(CERTIFICATE, List.of(altered)))
            .as("round %d", round)
            .isInstanceOf(EkCertificateResult.Refused.class);
      }
    }
  }

  @Test
  void alteredRootsAreRootsOrWarnings() {
    SplittableRandom random = new SplittableRandom(3);
    for (int round = 0; round < ROUNDS; round++) {
      TrustRoots.Loaded loaded =
          TrustRoots.load(Map.of("altered.der", altered(CERTIFICATE, random)));
      assertThat(
              loaded.warnings().size()
                  + loaded.roots().roots().size()
                  + loaded.roots().intermediates().size())
          .isEqualTo(1);
    }
  }
}
