package dev.assay.verifier.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.agent.testing.SoftwareTpm;
import io.grpc.Status;
import io.grpc.Status.Code;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A verifier behind a proxy that ends TLS, which refuses software TPMs.
class StrictSettingsIT {

  @TempDir static Path folder;
  private static VerifierProcess verifier;
  private static SoftwareTpm tpm;
  private static AgentProcess agent;
  private static String machine;

  @BeforeAll
  static void start() {
    // Its own certificate stands for that of the proxy: what counts is what both sides are told.
    verifier =
        Verifiers.trustingSoftwareTpms(
            folder,
            Map.of(
                "ASSAY_AGENTS_PROXY_CERTIFICATE",
                folder.resolve("data").resolve("server.crt").toString(),
                "ASSAY_SOFTWARE_TPMS",
                "refuse"));
    tpm = SoftwareTpm.fresh().withoutCertificate().start();
    tpm.fill(Host.eventLog("clean-A1"));
    agent = new AgentProcess(verifier, Host.of(folder.resolve("host"), "clean-A1"), tpm.address());
    machine = agent.enroll();
  }

  @AfterAll
  static void stop() {
    verifier.close();
    tpm.close();
  }

  @Test
  void bothSidesBindToTheProxysCertificate() {
    var fleet = new Fleet(verifier);
    fleet.approve(machine);
    var told = agent.with("ASSAY_TLS_PROXY_CERTIFICATE_BINDING", "true").run("attest");
    assertThat(told.exit()).as(told.output()).isEqualTo(4);
    assertThat(Fleet.codes(fleet.show(machine))).contains("NO_GOLDEN_SET");

    var untold = agent.with("ASSAY_TLS_PROXY_CERTIFICATE_BINDING", "false").run("attest");
    assertThat(untold.exit()).isNotZero();
    assertThat(fleet.show(machine).path("refused").path("lastCode").asText())
        .isEqualTo("QUOTE_NOT_BOUND");
  }

  @Test
  void softwareTpmIsRefusedWherePolicySaysSo() {
    try (var certified = SoftwareTpm.fresh().start();
        var client = new RawAgent(verifier)) {
      var tools = new TpmTools(certified);
      var ek = tools.rsaEk();
      var ak = tools.ecdsaKey(TpmTools.RESTRICTED);
      var request = RawAgent.request(ek, tools.certificate(0x01C0_0002), ak, "soft");
      assertThatThrownBy(() -> client.enrollment().enroll(request))
          .satisfies(
              refusal -> {
                var status = Status.fromThrowable(refusal);
                assertThat(status.getCode()).isEqualTo(Code.PERMISSION_DENIED);
                assertThat(status.getDescription()).containsIgnoringCase("software");
              });
      assertThat(verifier.admin().get("/api/v1/machines").ok().path("machines").size())
          .isEqualTo(1);
    }
  }
}
