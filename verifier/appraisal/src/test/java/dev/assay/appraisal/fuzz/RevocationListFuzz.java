package dev.assay.appraisal.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.enroll.EkCertificateResult;
import dev.assay.appraisal.enroll.EkChain;
import dev.assay.appraisal.enroll.TrustRoots;
import dev.assay.appraisal.testing.Promises;
import dev.assay.appraisal.testing.PublicAreas;
import dev.assay.appraisal.testing.TestAuthority;
import dev.assay.appraisal.testing.TestKeys;
import dev.assay.appraisal.tpm.TpmPublic;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.cert.CRLException;
import java.security.cert.X509CRL;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// Files of the trust store, revocation lists first of all: only what the issuer signed says
/// anything of its certificates.
class RevocationListFuzz {
  private static final Instant NOW = Instant.parse("2027-01-01T00:00:00Z");
  private static final Instant LATER = NOW.plusSeconds(86_400);
  private static final TestAuthority ROOT =
      new TestAuthority("Test TPM Root", TestKeys.ec("secp384r1"));
  private static final RSAPublicKey KEY = (RSAPublicKey) TestKeys.rsa(2048).getPublic();
  private static final TpmPublic EK = PublicAreas.parse(PublicAreas.ek().of(KEY));
  private static final Bytes CERTIFICATE = ROOT.ek(KEY).issue();
  private static final Bytes ROOT_CERTIFICATE = ROOT.selfSigned();
  private static final List<Bytes> GENUINE =
      List.of(
          ROOT.revocationList(TestAuthority.FROM, LATER, false),
          ROOT.revocationList(TestAuthority.FROM, LATER, false, TestAuthority.SERIAL),
          ROOT.revocationList(
              TestAuthority.FROM, TestAuthority.FROM, false, BigInteger.ONE, BigInteger.TWO),
          ROOT.revocationList(TestAuthority.FROM, LATER, true));

  static Stream<byte[]> seeds() {
    return Stream.concat(
        GENUINE.stream().map(Bytes::toArray),
        GENUINE.stream().map(RevocationListFuzz::pem).map(Bytes::toArray));
  }

  private static Bytes pem(Bytes der) {
    String base64 = Base64.getMimeEncoder().encodeToString(der.toArray());
    String text = "-----BEGIN X509 CRL-----\n%s\n-----END X509 CRL-----\n".formatted(base64);
    return Bytes.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }

  @MethodSource("seeds")
  @FuzzTest
  void listIsTheIssuersOrSaysNothing(byte[] data) {
    TrustRoots.Loaded loaded = Promises.parsed(data, 64, RevocationListFuzz::loaded).orElseThrow();
    EkCertificateResult result =
        EkChain.verify(CERTIFICATE, EK, List.of(), loaded.roots(), NOW, "");
    boolean unchecked =
        result instanceof EkCertificateResult.Trusted trusted
            && !trusted.withoutRevocationList().isEmpty();
    Promises.require(unchecked || isGenuine(loaded), "forged");
  }

  private static TrustRoots.Loaded loaded(Bytes list) {
    return TrustRoots.load(Map.of("root", ROOT_CERTIFICATE, "list", list));
  }

  /// A signature covers what is signed, and not the bytes around it.
  private static boolean isGenuine(TrustRoots.Loaded loaded) {
    return loaded.roots().revocationLists().stream().anyMatch(RevocationListFuzz::signed);
  }

  private static boolean signed(X509CRL list) {
    try {
      Bytes read = Bytes.wrap(list.getTBSCertList());
      return GENUINE.stream().anyMatch(genuine -> genuine.toHex().contains(read.toHex()));
    } catch (CRLException e) {
      throw new AssertionError(e);
    }
  }
}
