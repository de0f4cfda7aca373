package dev.assay.agent.tpm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import dev.assay.agent.testing.SoftwareTpm;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndorsementKeyTest {

  private static SoftwareTpm software;
  private static Tpm tpm;

  @BeforeAll
  static void start() throws TpmException {
    software = SoftwareTpm.fresh().withP256Certificate().start();
    tpm = Tpm.open(software.tpmAddress());
  }

  @AfterAll
  static void stop() {
    software.close();
  }

  @ParameterizedTest
  @CsvSource({"RSA, rsa", "ECC, ecc"})
  void isTheOneThatTpm2ToolsMake(EkChoice choice, String algorithm) throws Exception {
    Path area = software.folder().resolve("ek-" + algorithm);
    software.tool(
        "tpm2_createek", "-G", algorithm, "-c", "ek.ctx", "-u", area.toString(), "-f", "tpmt");
    software.tool("tpm2_flushcontext", "-t");

    assertThat(tpm.endorsementKey(choice).publicArea()).isEqualTo(bytes(area));
  }

  @Test
  void p384KeyIsTheOneThatTheMakerKept() throws Exception {
    Path area = software.folder().resolve("ek-p384");
    software.tool("tpm2_readpublic", "-c", "0x81010016", "-o", area.toString(), "-f", "tpmt");

    assertThat(tpm.endorsementKey(EkChoice.ECC384).publicArea()).isEqualTo(bytes(area));
  }

  @ParameterizedTest
  @CsvSource({"RSA, 0x01C00002", "ECC, 0x01C0000A", "ECC384, 0x01C00016"})
  void certificateIsReadByteForByte(EkChoice choice, String index) throws Exception {
    Path file = software.folder().resolve("certificate-" + choice);
    software.tool("tpm2_nvread", index, "-C", "o", "-o", file.toString());

    assertThat(tpm.endorsementKey(choice).certificate()).contains(bytes(file));
  }

  @ParameterizedTest
  @CsvSource({"RSA", "ECC", "ECC384"})
  void certificateIsForTheKeyAndOfTheAuthority(EkChoice choice) throws Exception {
    EndorsementKey key = tpm.endorsementKey(choice);
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    var certificate = factory.generateCertificate(key.certificate().orElseThrow().newInput());
    var authority =
        factory
            .generateCertificates(Files.newInputStream(SoftwareTpm.caCertificates()))
            .toArray(Certificate[]::new);

    certificate.verify(authority[1].getPublicKey());
    authority[1].verify(authority[0].getPublicKey());
    assertThat(certificate.getPublicKey().getEncoded()).isEqualTo(key.publicKey().getEncoded());
  }

  @Test
  void ofAllThatHaveACertificateP256IsPreferred() throws Exception {
    assertThat(tpm.endorsementKey(EkChoice.AUTO).description()).isEqualTo("ECC P-256");
  }

  @Test
  void anRsaKeyWithCertificateIsPreferredToAP256KeyWithout() throws Exception {
    try (SoftwareTpm plain = SoftwareTpm.fresh().start()) {
      EndorsementKey key = Tpm.open(plain.tpmAddress()).endorsementKey(EkChoice.AUTO);

      assertThat(key.description()).isEqualTo("RSA 2048");
      assertThat(key.certificate()).isPresent();
    }
  }

  @Test
  void withoutAnyCertificateItIsP256() throws Exception {
    try (SoftwareTpm bare = SoftwareTpm.fresh().withoutCertificate().start()) {
      EndorsementKey key = Tpm.open(bare.tpmAddress()).endorsementKey(EkChoice.AUTO);

      assertThat(key.description()).isEqualTo("ECC P-256");
      assertThat(key.certificate()).isEmpty();
      assertThat(key.chain()).isEmpty();
    }
  }

  @Test
  void machineIdIsTheHashOfThePublicArea() throws Exception {
    EndorsementKey key = tpm.endorsementKey(EkChoice.ECC);

    assertThat(key.machineId()).isEqualTo(HashAlgorithm.SHA256.hash(key.publicArea()));
  }

  // tpm2_createek can't be the second opinion: with a nonce it takes the bytes of a pointer.
  @ParameterizedTest
  @CsvSource({
    "RSA, rsa2048:aes128cfb, 0x01C00004, 256, 0",
    "ECC, ecc256:aes128cfb, 0x01C0000C, 32, 128"
  })
  void isMadeFromTheTemplateAndNonceThatTheMakerProvisioned(
      EkChoice choice, String algorithm, String templateIndex, int size, int eccBuffer)
      throws Exception {
    ByteString template = choice.candidates().getFirst().publicArea();
    ByteString nonce = ByteString.copyFromUtf8("a maker's nonce");
    try (SoftwareTpm special = SoftwareTpm.fresh().withoutCertificate().start()) {
      int index = Integer.decode(templateIndex);
      special.provisionCertificate(index, template.toByteArray());
      special.provisionCertificate(index - 1, nonce.toByteArray());
      Path policy = special.folder().resolve("policy");
      Files.write(policy, PublicArea.parse(template, "template").policy().toByteArray());
      Path unique = special.folder().resolve("unique");
      Files.write(unique, unique(nonce, size, eccBuffer));
      Path area = special.folder().resolve("ek");
      special.tool(
          "tpm2_createprimary",
          "-C",
          "e",
          "-g",
          "sha256",
          "-G",
          algorithm,
          "-a",
          "fixedtpm|fixedparent|sensitivedataorigin|adminwithpolicy|restricted|decrypt",
          "-L",
          policy.toString(),
          "-u",
          unique.toString(),
          "-f",
          "tpmt",
          "-o",
          area.toString());
      special.tool("tpm2_flushcontext", "-t");
      Tpm fresh = Tpm.open(special.tpmAddress());

      EndorsementKey key = fresh.endorsementKey(choice);

      assertThat(key.publicArea()).isEqualTo(bytes(area));
      fresh.check(fresh.createAttestationKey(key, AkScheme.ECDSA_P256));
    }
  }

  /// `unique` as tpm2-tools want it: as it lies in their memory.
  ///
  /// @param eccBuffer bytes that they keep for a coordinate; 0 for RSA
  private static byte[] unique(ByteString nonce, int size, int eccBuffer) {
    ByteBuffer unique =
        ByteBuffer.allocate(2 + (eccBuffer == 0 ? size : eccBuffer + 2 + eccBuffer))
            .order(ByteOrder.nativeOrder())
            .putShort((short) size)
            .put(nonce.toByteArray());
    if (eccBuffer != 0) {
      unique.putShort(2 + eccBuffer, (short) size);
    }
    return unique.array();
  }

  @Test
  void passwordOfTheEndorsementHierarchyIsReportedAsTheReason() throws Exception {
    try (SoftwareTpm owned = SoftwareTpm.fresh().start()) {
      Tpm locked = Tpm.open(owned.tpmAddress());
      EndorsementKey key = locked.endorsementKey(EkChoice.RSA);
      owned.tool("tpm2_changeauth", "-c", "e", "secret");

      for (ThrowingCallable call :
          List.<ThrowingCallable>of(
              () -> locked.endorsementKey(EkChoice.RSA),
              () -> locked.createAttestationKey(key, AkScheme.ECDSA_P256))) {
        TpmException e = catchThrowableOfType(TpmException.class, call);

        assertThat(e.code()).isEqualTo(TpmException.Code.REFUSED);
        assertThat(e.passing()).isFalse();
        assertThat(e.responseCode()).isPresent();
        assertThat(e).hasMessageContaining("the endorsement hierarchy has a password");
      }
      assertThat(Leftovers.in(owned.tpmAddress())).isEmpty();
    }
  }

  @Test
  void issuersAreReadThoughOneRunsOnIntoTheNextIndex() throws Exception {
    try (SoftwareTpm chained = SoftwareTpm.fresh().start()) {
      ByteString first = certificateLike(600, 1);
      ByteString second = certificateLike(900, 2);
      ByteString all = first.concat(second).concat(ByteString.copyFrom(new byte[50]));
      chained.provisionCertificate(0x01C0_0100, all.substring(0, 1000).toByteArray());
      chained.provisionCertificate(0x01C0_0101, all.substring(1000).toByteArray());

      EndorsementKey key = Tpm.open(chained.tpmAddress()).endorsementKey(EkChoice.RSA);

      assertThat(key.chain()).containsExactly(first, second);
    }
  }

  @Test
  void bytesThatAreNoCertificateEndTheChain() {
    ByteString good = certificateLike(300, 7);

    assertThat(EkCertificates.split(good.concat(ByteString.copyFromUtf8("garbage"))))
        .isEqualTo(List.of(good));
    assertThat(EkCertificates.split(good.substring(0, 299))).isEmpty();
  }

  /// A DER SEQUENCE of `size` bytes.
  private static ByteString certificateLike(int size, int fill) {
    byte[] content = new byte[size - 4];
    Arrays.fill(content, (byte) fill);
    return new WireWriter()
        .u8(0x30)
        .u8(0x82)
        .u16(size - 4)
        .bytes(ByteString.copyFrom(content))
        .toBytes();
  }

  private static ByteString bytes(Path file) throws IOException {
    return ByteString.copyFrom(Files.readAllBytes(file));
  }
}
