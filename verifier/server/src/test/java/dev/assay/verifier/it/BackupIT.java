package dev.assay.verifier.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.agent.testing.SoftwareTpm;
import dev.assay.v1.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `docs/operations.md` says of backups: what comes back is the whole verifier, and its
/// machines attest to it as if nothing had been.
class BackupIT {

  private static final byte[] LOG = Host.eventLogBytes("clean-A2");

  @TempDir Path folder;
  private SoftwareTpm tpm;

  @BeforeEach
  void bootedMachine() {
    tpm = SoftwareTpm.fresh().withoutCertificate().start();
    tpm.fill(Host.eventLog("clean-A2"));
  }

  @AfterEach
  void stop() {
    tpm.close();
  }

  @Test
  void copyOfTheDataFolderIsTheWholeVerifier() throws IOException {
    RawMachine machine;
    String recorded;
    try (var verifier = started("before", Map.of())) {
      machine = trusted(verifier);
      recorded = audit(verifier);
      verifier.stop();
    }
    Files.createDirectories(folder.resolve("after"));
    Commands.run(folder, Map.of(), List.of("cp", "-a", "before/data", "after/data"));

    try (var restored = started("after", Map.of())) {
      assertSameFleet(restored, machine, recorded);
    }
  }

  @Test
  void dumpOfTheDatabaseAndTheKeysAreTheWholeVerifier() throws IOException {
    try (var postgres = OwnPostgres.started(folder.resolve("postgres"));
        var anotherTpm = SoftwareTpm.fresh().withoutCertificate().start()) {
      postgres.create("assay");
      anotherTpm.fill(Host.eventLog("clean-A2"));
      RawMachine machine;
      RawMachine late;
      String recorded;
      Path dump;
      try (var verifier = started("before", postgres.settings("assay"))) {
        machine = trusted(verifier);
        recorded = audit(verifier);
        dump = postgres.dump("assay");
        late = enrolled(verifier, anotherTpm, "late");
      }
      Files.createDirectories(folder.resolve("after"));
      Commands.run(folder, Map.of(), List.of("cp", "-a", "before/data", "after/data"));
      postgres.create("restored");
      postgres.restore(dump, "restored");

      try (var restored = started("after", postgres.settings("restored"))) {
        assertSameFleet(restored, machine, recorded);
        assertThatEnrollingAgainIsAllThatWasLost(restored, late);
      }
    }
  }

  private static void assertSameFleet(
      VerifierProcess restored, RawMachine machine, String recorded) {
    assertThat(audit(restored)).startsWith(recorded);
    assertThat(new Fleet(restored).show(machine.idHex()).path("verdict").asText())
        .isEqualTo("TRUSTED");
    try (var client = new RawAgent(restored)) {
      assertThat(machine.attest(client, LOG).getVerdict()).isEqualTo(Verdict.VERDICT_TRUSTED);
    }
  }

  private void assertThatEnrollingAgainIsAllThatWasLost(VerifierProcess restored, RawMachine late) {
    try (var client = new RawAgent(restored)) {
      assertThatThrownBy(() -> late.attest(client, LOG)).hasMessageContaining("NOT_FOUND");
      var again = client.enroll(late.tpm(), late.ek(), Optional.empty(), late.ak(), "late");
      assertThat(again.idHex()).isEqualTo(late.idHex());
    }
  }

  private VerifierProcess started(String name, Map<String, String> settings) throws IOException {
    var home = Files.createDirectories(folder.resolve(name));
    return VerifierProcess.started(home, new HashMap<>(settings));
  }

  /// A machine that is held to golden sets made from itself.
  private RawMachine trusted(VerifierProcess verifier) {
    var machine = enrolled(verifier, tpm, "kept");
    var fleet = new Fleet(verifier);
    fleet.approve(machine.idHex());
    try (var client = new RawAgent(verifier)) {
      machine.attest(client, LOG);
      fleet.goldenFrom(List.of(machine.idHex()));
      assertThat(machine.attest(client, LOG).getVerdict()).isEqualTo(Verdict.VERDICT_TRUSTED);
    }
    return machine;
  }

  private static RawMachine enrolled(VerifierProcess verifier, SoftwareTpm tpm, String host) {
    var tools = new TpmTools(tpm);
    try (var client = new RawAgent(verifier)) {
      var ak = tools.ecdsaKey(TpmTools.RESTRICTED);
      return client.enroll(tools, tools.rsaEk(), Optional.empty(), ak, host);
    }
  }

  /// The audit log as JSON lines.
  private static String audit(VerifierProcess verifier) {
    var answer = verifier.admin().get("/api/v1/audit");
    assertThat(answer.status()).isEqualTo(200);
    return answer.text();
  }
}
