package dev.assay.appraisal.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.appraisal.codec.ByteWriter;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.enroll.EkCertificateResult;
import dev.assay.appraisal.enroll.EkChain;
import dev.assay.appraisal.enroll.TrustRoots;
import dev.assay.appraisal.testing.CapturedQuote;
import dev.assay.appraisal.testing.Captures;
import dev.assay.appraisal.testing.Promises;
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

  private static final int HEADER = 7;

  // A root checks its own signature. Bouncy Castle, which reads what the JDK refuses, first asks
  // whether an RSA modulus is a prime, which takes buffers of many times its size; for a signature
  // over P-384 its numbers come to a megabyte. Nobody but the operator brings roots.
  private static final int SIGNATURE_CHECKED = 4096;

  static Stream<byte[]> seeds() {
    return Stream.of(
            Seeds.captured("ek-rsa.cert.der", "nv-0x1c00016.bin", "nv-0x1c08000.bin"),
            Seeds.corpus("ekcert", ".der", ".bin"),
            Stream.of(asOfTpm12(GOOD).toArray(), withUnusedBit(GOOD.toArray())))
        .flatMap(stream -> stream);
  }

  @MethodSource("seeds")
  @FuzzTest
  void certificateIsTrustedOnlyAsItWasIssued(byte[] data) {
    EkCertificateResult result =
        Promises.parsed(data, 64, bytes -> verified(bytes, List.of())).orElseThrow();
    boolean issued = begins(data, GOOD, 0) || begins(data, GOOD, HEADER);
    Promises.require(result instanceof EkCertificateResult.Refused || issued, "forged");
    Promises.parsed(data, 64, bytes -> verified(GOOD, List.of(bytes)));
    Promises.parsed(data, SIGNATURE_CHECKED, bytes -> TrustRoots.load(Map.of("file", bytes)));
  }

  /// With the header that NV memory had before TPM 2.0.
  private static Bytes asOfTpm12(Bytes certificate) {
    return ByteWriter.bigEndian()
        .u16(0x1001)
        .u8(0)
        .u16(2 + certificate.length())
        .u16(0x1002)
        .bytes(certificate)
        .toBytes();
  }

  /// Found by fuzzing: the last bit of the signature, which is zero, as one that is not used.
  private static byte[] withUnusedBit(byte[] certificate) {
    certificate[certificate.length - 384 - 1] = 1;
    return certificate;
  }

  private static boolean begins(byte[] data, Bytes with, int at) {
    return data.length >= at + with.length()
        && Bytes.copyOf(data).slice(at, at + with.length()).equals(with);
  }

  private static EkCertificateResult verified(Bytes certificate, List<Bytes> intermediates) {
    return EkChain.verify(certificate, EK, intermediates, ROOTS, NOW, "");
  }
}
