package dev.assay.verifier.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import dev.assay.agent.testing.SoftwareTpm;
import dev.assay.v1.ActivateRequest;
import dev.assay.v1.EnrollResponse;
import dev.assay.v1.EnrollmentState;
import io.grpc.Status;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who becomes a known machine, and who doesn't.
class EnrollmentIT {

  private static final int RSA_CERTIFICATE = 0x01C0_0002;
  private static final int P256_CERTIFICATE = 0x01C0_000A;

  @TempDir static Path folder;
  private static VerifierProcess verifier;
  private static SoftwareTpm certified;
  private static SoftwareTpm plain;
  private static TpmTools tpm;
  private static TpmTools plainTpm;

  @BeforeAll
  static void start() {
    certified = SoftwareTpm.fresh().withP256Certificate().start();
    plain = SoftwareTpm.fresh().withoutCertificate().start();
    tpm = new TpmTools(certified);
    plainTpm = new TpmTools(plain);
    verifier = Verifiers.trustingSoftwareTpms(folder, Map.of());
  }

  @AfterAll
  static void stop() {
    verifier.close();
    certified.close();
    plain.close();
  }

  @Test
  void rsaEkWithCertificateEnrols() {
    var machine = enroll(tpm, tpm.rsaEk(), certificate(RSA_CERTIFICATE), "rsa-certified");
    assertThat(shown(machine).path("state").asText()).isEqualTo("PENDING");
    assertThat(shown(machine).path("ekCertificate").asText()).isEqualTo("TRUSTED");
    assertThat(shown(machine).path("softwareTpm").asBoolean()).isTrue();
    assertThat(shown(machine).path("ekDescription").asText()).contains("RSA");
  }

  @Test
  void eccEkWithCertificateEnrols() {
    var machine = enroll(tpm, tpm.p256Ek(), certificate(P256_CERTIFICATE), "ecc-certified");
    assertThat(shown(machine).path("ekCertificate").asText()).isEqualTo("TRUSTED");
    assertThat(shown(machine).path("ekDescription").asText()).contains("P-256");
  }

  @Test
  void rsaEkWithoutCertificateNeedsAPersonsWord() {
    var machine = enroll(plainTpm, plainTpm.rsaEk(), Optional.empty(), "rsa-plain");
    assertThat(shown(machine).path("ekCertificate").asText()).isEqualTo("ABSENT");

    var approval = "/api/v1/machines/" + machine.idHex() + "/approve";
    var refused = verifier.admin().post(approval, Map.of("model", "TestVendor X11-TEST"));
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.contentType()).startsWith("application/problem+json");
    assertThat(refused.json().path("detail").asText()).contains("acceptUnverifiedEk");
    assertThat(shown(machine).path("state").asText()).isEqualTo("PENDING");

    var accepted =
        verifier
            .admin()
            .post(approval, Map.of("model", "TestVendor X11-TEST", "acceptUnverifiedEk", true));
    assertThat(accepted.ok().path("state").asText()).isEqualTo("ACTIVE");
    assertThat(accepted.json().path("boardModel").asText()).isEqualTo("TestVendor X11-TEST");
  }

  @Test
  void eccEkWithoutCertificateEnrols() {
    var machine = enroll(plainTpm, plainTpm.p256Ek(), Optional.empty(), "ecc-plain");
    assertThat(shown(machine).path("state").asText()).isEqualTo("PENDING");
  }

  @Test
  void enrollingTwiceChangesNothing() {
    try (var fresh = SoftwareTpm.fresh().withoutCertificate().start();
        var agent = new RawAgent(verifier)) {
      var tools = new TpmTools(fresh);
      var ek = tools.rsaEk();
      var ak = restrictedKey(tools);
      var first = agent.enroll(tools, ek, Optional.empty(), ak, "twice");
      var second = agent.enroll(tools, ek, Optional.empty(), ak, "twice");
      assertThat(second.id()).isEqualTo(first.id());
      assertThat(shown(first).path("keyChangeRequested").asBoolean()).isFalse();
    }
  }

  @Test
  void machineIdIsTheDigestOfTheEk() {
    var ek = tpm.rsaEk();
    var machine = enroll(tpm, ek, certificate(RSA_CERTIFICATE), "digest");
    assertThat(machine.idHex())
        .isEqualTo(HexFormat.of().formatHex(RawStream.sha256(ek.publicArea().toArray())));
  }

  @Test
  void certificateOfAnUnknownAuthorityIsRefused() {
    var before = machines();
    var forged = ForgedCertificate.like(certificate(RSA_CERTIFICATE).orElseThrow());
    var request =
        RawAgent.request(tpm.rsaEk(), Optional.of(forged), restrictedKey(tpm), "wrong-ca");
    var refusal = refusal(() -> enrollment(agent -> agent.enrollment().enroll(request)));
    assertThat(refusal.getCode()).isEqualTo(Code.PERMISSION_DENIED);
    assertThat(refusal.getDescription()).containsIgnoringCase("certificate");
    assertThat(machines()).isEqualTo(before);
  }

  @Test
  void certificateOfAnotherEkIsRefused() {
    var request =
        RawAgent.request(
            plainTpm.rsaEk(), certificate(RSA_CERTIFICATE), restrictedKey(plainTpm), "borrowed");
    var refusal = refusal(() -> enrollment(agent -> agent.enrollment().enroll(request)));
    assertThat(refusal.getCode()).isEqualTo(Code.PERMISSION_DENIED);
    assertThat(refusal.getDescription()).containsIgnoringCase("certificate");
  }

  @Test
  void wrongSecretIsRefusedAndStoresNothing() {
    try (var fresh = SoftwareTpm.fresh().withoutCertificate().start();
        var agent = new RawAgent(verifier)) {
      var before = machines();
      var tools = new TpmTools(fresh);
      var request = RawAgent.request(tools.rsaEk(), Optional.empty(), restrictedKey(tools), "liar");
      var opened = agent.enrollment().enroll(request);
      var refusal = refusal(() -> activate(agent, opened, new byte[32]));
      assertThat(refusal.getCode()).isEqualTo(Code.UNAUTHENTICATED);
      assertThat(refusal.getDescription()).containsIgnoringCase("secret");
      assertThat(machines()).isEqualTo(before);
    }
  }

  @Test
  void unknownChallengeIsNotFound() {
    try (var agent = new RawAgent(verifier)) {
      var unknown =
          EnrollResponse.newBuilder().setChallengeId(ByteString.copyFrom(new byte[16])).build();
      var refusal = refusal(() -> activate(agent, unknown, new byte[32]));
      assertThat(refusal.getCode()).isEqualTo(Code.NOT_FOUND);
      assertThat(refusal.getDescription()).isNotBlank();
    }
  }

  @Test
  void credentialOpensOnlyInTheTpmOfTheEk() {
    // The AK of one TPM with the EK of another: the TPM itself refuses to release the secret.
    try (var agent = new RawAgent(verifier)) {
      var foreign = restrictedKey(plainTpm);
      var request =
          RawAgent.request(tpm.rsaEk(), certificate(RSA_CERTIFICATE), foreign, "foreign-ak");
      var opened = agent.enrollment().enroll(request);
      var own = restrictedKey(tpm);
      assertThat(own.name()).isNotEqualTo(foreign.name());
      var ek = tpm.rsaEk();
      assertThat(
              catching(
                  () ->
                      tpm.activate(
                          ek,
                          own,
                          opened.getCredentialBlob().toByteArray(),
                          opened.getEncryptedSecret().toByteArray())))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void unrestrictedAkIsRefused() {
    var ak = tpm.ecdsaKey(TpmTools.UNRESTRICTED);
    var request = RawAgent.request(tpm.rsaEk(), certificate(RSA_CERTIFICATE), ak, "unrestricted");
    var refusal = refusal(() -> enrollment(agent -> agent.enrollment().enroll(request)));
    assertThat(refusal.getCode()).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(refusal.getDescription()).contains("restricted");
  }

  @Test
  void akOfAnotherMachineIsRefused() {
    // One TPM, two EKs: the AK belongs to the machine that enrolled it first.
    try (var fresh = SoftwareTpm.fresh().withoutCertificate().start();
        var agent = new RawAgent(verifier)) {
      var tools = new TpmTools(fresh);
      var ak = restrictedKey(tools);
      agent.enroll(tools, tools.rsaEk(), Optional.empty(), ak, "owner");
      var second = tools.p256Ek();
      var request = RawAgent.request(second, Optional.empty(), ak, "borrower");
      var refusal = refusal(() -> agent.activate(tools, second, ak, request));
      assertThat(refusal.getCode()).isEqualTo(Code.PERMISSION_DENIED);
      assertThat(refusal.getDescription()).contains("AK");
    }
  }

  @Test
  void rsassaAkEnrols() {
    var ak = tpm.rsassaKey(TpmTools.RESTRICTED);
    try (var agent = new RawAgent(verifier)) {
      var request = RawAgent.request(tpm.p256Ek(), certificate(P256_CERTIFICATE), ak, "rsassa");
      var activated = agent.activate(tpm, tpm.p256Ek(), ak, request);
      assertThat(activated.getState()).isEqualTo(EnrollmentState.ENROLLMENT_STATE_PENDING);
      assertThat(activated.getMessage()).isNotBlank();
    }
  }

  @Test
  void anotherAkWaitsForAPerson() {
    try (var fresh = SoftwareTpm.fresh().withoutCertificate().start();
        var agent = new RawAgent(verifier)) {
      var tools = new TpmTools(fresh);
      var ek = tools.rsaEk();
      var first = tools.ecdsaKey(TpmTools.RESTRICTED);
      var machine = agent.enroll(tools, ek, Optional.empty(), first, "rekeyed");
      var approval = "/api/v1/machines/" + machine.idHex() + "/approve";
      verifier
          .admin()
          .post(approval, Map.of("model", "TestVendor X11-TEST", "acceptUnverifiedEk", true))
          .ok();
      var akName = shown(machine).path("akName").asText();

      agent.enroll(tools, ek, Optional.empty(), tools.createdAk(ek), "rekeyed");
      assertThat(shown(machine).path("akName").asText()).isEqualTo(akName);
      assertThat(shown(machine).path("keyChangeRequested").asBoolean()).isTrue();
    }
  }

  @Test
  void malformedKeyIsRefusedByName() {
    var request =
        RawAgent.request(tpm.rsaEk(), Optional.empty(), restrictedKey(tpm), "malformed").toBuilder()
            .setEkPublic(ByteString.copyFrom(new byte[40]))
            .build();
    var refusal = refusal(() -> enrollment(agent -> agent.enrollment().enroll(request)));
    assertThat(refusal.getCode()).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(refusal.getDescription()).contains("ek_public");
  }

  @Test
  void oversizedFieldIsRefusedByNameAndLimit() {
    var request =
        RawAgent.request(tpm.rsaEk(), Optional.of(new byte[8_193]), restrictedKey(tpm), "large");
    var refusal = refusal(() -> enrollment(agent -> agent.enrollment().enroll(request)));
    assertThat(refusal.getCode()).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(refusal.getDescription()).contains("ek_certificate", "8192");
  }

  @Test
  void oversizedMessageIsRefused() {
    var request =
        RawAgent.request(tpm.rsaEk(), Optional.of(new byte[300_000]), restrictedKey(tpm), "huge");
    var refusal = refusal(() -> enrollment(agent -> agent.enrollment().enroll(request)));
    assertThat(refusal.getCode()).isEqualTo(Code.RESOURCE_EXHAUSTED);
  }

  @Test
  void compressedMessageIsRefused() {
    var request = RawAgent.request(tpm.rsaEk(), Optional.empty(), restrictedKey(tpm), "compressed");
    var refusal =
        refusal(
            () -> enrollment(agent -> agent.enrollment().withCompression("gzip").enroll(request)));
    assertThat(refusal.getCode()).isEqualTo(Code.UNIMPLEMENTED);
    assertThat(refusal.getDescription()).contains("compressed");
  }

  @Test
  void hostTextCannotForgeALine() {
    var name = "evil\nhost\u202E";
    var machine = enroll(tpm, tpm.p256Ek(), certificate(P256_CERTIFICATE), name);
    assertThat(shown(machine).path("hostName").asText()).doesNotContain("\n", "\u202E");
  }

  private static RawMachine enroll(
      TpmTools tools, TpmTools.Key ek, Optional<byte[]> certificate, String host) {
    try (var agent = new RawAgent(verifier)) {
      return agent.enroll(tools, ek, certificate, tools.createdAk(ek), host);
    }
  }

  private static TpmTools.Key restrictedKey(TpmTools tools) {
    return tools.ecdsaKey(TpmTools.RESTRICTED);
  }

  private static Optional<byte[]> certificate(int nvIndex) {
    return tpm.certificate(nvIndex);
  }

  private static JsonNode shown(RawMachine machine) {
    return verifier.admin().get("/api/v1/machines/" + machine.idHex()).ok();
  }

  private static int machines() {
    return verifier.admin().get("/api/v1/machines").ok().path("machines").size();
  }

  private static Object activate(RawAgent agent, EnrollResponse opened, byte[] secret) {
    return agent
        .enrollment()
        .activate(
            ActivateRequest.newBuilder()
                .setChallengeId(opened.getChallengeId())
                .setSecret(ByteString.copyFrom(secret))
                .build());
  }

  private interface Call {
    Object on(RawAgent agent);
  }

  private static Object enrollment(Call call) {
    try (var agent = new RawAgent(verifier)) {
      return call.on(agent);
    }
  }

  private static Status refusal(Callable<Object> call) {
    var thrown = catching(call);
    assertThat(thrown).isInstanceOf(StatusRuntimeException.class);
    return Status.fromThrowable(thrown);
  }

  private static Throwable catching(Callable<Object> call) {
    try {
      return new AssertionError("not refused: " + call.call());
    } catch (Exception refusal) {
      return refusal;
    }
  }
}
