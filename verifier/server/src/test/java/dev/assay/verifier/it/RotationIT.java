package dev.assay.verifier.it;

import dev.assay.agent.testing.SoftwareTpm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `docs/operations.md` says of a new certificate authority: agents that hold both never lose
/// the verifier.
class RotationIT {

  @TempDir Path folder;

  @Test
  void agentsFollowToANewAuthority() throws IOException {
    try (var verifier = Verifiers.trustingSoftwareTpms(folder, Map.of("ASSAY_INTERVAL", "10"));
        var tpm = SoftwareTpm.fresh().withoutCertificate().start()) {
      tpm.fill(Host.eventLog("clean-A1"));
      var trusted = Files.copy(verifier.authority(), folder.resolve("agents-ca.crt"));
      var agent =
          new AgentProcess(verifier, Host.of(folder.resolve("host"), "clean-A1"), tpm.address())
              .with("ASSAY_CA", trusted.toString());
      var id = agent.enroll();
      var fleet = new Fleet(verifier);
      fleet.approve(id);

      try (var _ = agent.start()) {
        var before = fleet.awaitAppraisalAfter(id, "").path("verdictAt").asText();
        newAuthority(verifier.data());
        Files.writeString(
            trusted,
            Files.readString(verifier.authority())
                + Files.readString(verifier.data().resolve("new-ca.crt")));
        verifier.stop();
        for (var file : List.of("ca.crt", "ca.key")) {
          Files.move(
              verifier.data().resolve("new-" + file),
              verifier.data().resolve(file),
              StandardCopyOption.REPLACE_EXISTING);
        }
        verifier.start();
        before = fleet.awaitAppraisalAfter(id, before).path("verdictAt").asText();

        Files.copy(verifier.authority(), trusted, StandardCopyOption.REPLACE_EXISTING);
        verifier.stop();
        verifier.start();
        fleet.awaitAppraisalAfter(id, before);
      }
    }
  }

  /// The command of the page.
  private static void newAuthority(Path data) {
    var command =
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650"
            + " -subj /CN=Assay-CA-2 -addext basicConstraints=critical,CA:TRUE,pathlen:0"
            + " -addext keyUsage=critical,keyCertSign,cRLSign"
            + " -keyout new-ca.key -out new-ca.crt";
    Commands.run(data, Map.of(), List.of(command.split(" ")));
  }
}
