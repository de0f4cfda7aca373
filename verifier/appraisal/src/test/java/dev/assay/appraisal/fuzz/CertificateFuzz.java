package dev.assay.appraisal.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.enroll.EkCertificateResult;
import dev.assay.appraisal.enroll.EkChain;
import dev.assay.appraisal.enroll.TrustRoots;
import dev.assay.appraisal.testing.CapturedQuote;
import dev.assay.appraisal.testing.Captures;
import dev.assay.appraisal.tpm.TpmPublic;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// Certificates of EKs, their issuers and roots, as anybody may send them.
class CertificateFuzz {
  private static final Instant NOW = Instant.parse("2027-01-01T00:00:00Z");
  private static final Bytes GOOD = Captures.bytes("clean-A1", "ek-rsa.cert.der");
  private static final TpmPublic EK = CapturedQuote.ek("clean-A1");
  private static final TrustRoots ROOTS =
      TrustRoots.load(
              Map.of(
                  "root.pem",
                  Captures.bytes("ca", "swtpm-localca-rootca-cert.pem"),
                  "issuer.pem",
                  Captures.bytes("ca", "issuercert.pem")))
          .roots();

  static Stream<byte[]> seeds() {
    return Stream.concat(
        Seeds.captured("ek-rsa.cert.der", "nv-0x1c00016.bin", "nv-0x1c08000.bin"),
        Seeds.corpus("ekcert", ".der", ".bin"));
  }

  @MethodSource("seeds")
  @FuzzTest
  void certificateIsTrustedOnlyAsItWasIssued(byte[] data) {
    EkCertificateResult result =
        Promises.parsed(data, 64, bytes -> verified(bytes, List.of())).orElseThrow();
    Bytes begin = Bytes.copyOf(data).slice(0, Math.min(data.length, GOOD.length()));
    Promises.require(result instanceof EkCertificateResult.Refused || begin.equals(GOOD), "forged");
    Promises.parsed(data, 64, bytes -> verified(GOOD, List.of(bytes)));
    Promises.parsed(data, 64, bytes -> TrustRoots.load(Map.of("file", bytes)));
  }

  private static EkCertificateResult verified(Bytes certificate, List<Bytes> intermediates) {
    return EkChain.verify(certificate, EK, intermediates, ROOTS, NOW, "");
  }
}
