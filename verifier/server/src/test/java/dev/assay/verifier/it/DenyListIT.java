package dev.assay.verifier.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.agent.testing.SoftwareTpm;
import io.grpc.Status;
import io.grpc.Status.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A verifier with a list of TPMs that may not enroll.
class DenyListIT {
  private static final int RSA_CERTIFICATE = 0x01C0_0002;

  @TempDir Path folder;

  private Map<String, String> listed(String line) throws IOException {
    var list = Files.writeString(folder.resolve("denied.txt"), "# not for us\n" + line + "\n");
    return Map.of("ASSAY_TPM_DENY_LIST", list.toString());
  }

  @Test
  void tpmOfTheListMayNotEnroll() throws IOException {
    try (var verifier =
            Verifiers.trustingSoftwareTpms(folder, listed("IBM; swtpm; *; its keys are weak"));
        var certified = SoftwareTpm.fresh().start();
        var agent = new RawAgent(verifier)) {
      var tools = new TpmTools(certified);
      var request =
          RawAgent.request(
              tools.rsaEk(),
              tools.certificate(RSA_CERTIFICATE),
              tools.ecdsaKey(TpmTools.RESTRICTED),
              "denied");
      assertThatThrownBy(() -> agent.enrollment().enroll(request))
          .satisfies(
              refusal -> {
                var status = Status.fromThrowable(refusal);
                assertThat(status.getCode()).isEqualTo(Code.PERMISSION_DENIED);
                assertThat(status.getDescription())
                    .contains("ASSAY_TPM_DENY_LIST", "its keys are weak");
              });
      assertThat(verifier.admin().get("/api/v1/machines").ok().path("machines")).isEmpty();
    }
  }

  @Test
  void listWithASlipStopsTheStart() throws IOException {
    var settings = listed("IBM; swtpm; its keys are weak");
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> Verifiers.trustingSoftwareTpms(folder, settings).close())
        .withMessageContaining("the verifier ended")
        .withMessageContaining("denied.txt has a line that can't be read");
  }
}
