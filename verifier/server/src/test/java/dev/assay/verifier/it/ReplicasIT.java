package dev.assay.verifier.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.agent.testing.SoftwareTpm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two verifiers on one PostgreSQL, of the distribution, behind one address.
class ReplicasIT {

  @TempDir Path folder;

  @Test
  void agentOfAKilledReplicaAttestsAgainThroughTheOther() throws IOException {
    try (var postgres = OwnPostgres.started(folder.resolve("postgres"));
        var tpm = SoftwareTpm.fresh().withoutCertificate().start()) {
      postgres.create("assay");
      try (var first = replica("first", postgres);
          var second = sharing(first, postgres);
          var relay = Relay.to(first, second)) {
        tpm.fill(Host.eventLog("clean-A1"));
        var agent =
            new AgentProcess(first, Host.of(folder.resolve("host"), "clean-A1"), tpm.address())
                .with("ASSAY_VERIFIER", "localhost:" + relay.port());
        var machine = agent.enroll();
        var fleet = new Fleet(second);
        fleet.approve(machine);

        try (var _ = agent.start()) {
          fleet.awaitAppraisalAfter(machine, "");
          // The second replica asks for a quote over a stream that the first one holds.
          var before = fleet.show(machine).path("verdictAt").asText();
          fleet.attestNow(machine);
          before = fleet.awaitAppraisalAfter(machine, before).path("verdictAt").asText();

          var killed = Instant.now();
          first.kill();
          fleet.awaitAppraisalAfter(machine, before);
          System.out.printf(
              "attested through the other replica %d ms after the first was killed%n",
              Duration.between(killed, Instant.now()).toMillis());
        }
        assertThat(second.logText()).doesNotContain("ERROR");
      }
    }
  }

  // A replica of the version before that starts again while replicas of the next one run already.
  @Test
  void schemaOfTheNextVersionIsNoReasonNotToStart() throws IOException {
    try (var postgres = OwnPostgres.started(folder.resolve("postgres"))) {
      postgres.create("assay");
      try (var replica = replica("replica", postgres)) {
        replica.stop();
      }
      postgres.execute(
          "assay",
          """
          CREATE TABLE of_the_next_version (id bigint PRIMARY KEY);
          INSERT INTO flyway_schema_history (installed_rank, version, description, type, script,
              checksum, installed_by, execution_time, success)
          SELECT max(installed_rank) + 1, '999999', 'next', 'SQL', 'V999999__next.sql', 1, 'assay', 1, true
          FROM flyway_schema_history
          """);
      try (var again = replica("replica", postgres)) {
        assertThat(again.admin().get("/api/v1/machines").ok().path("machines")).isEmpty();
      }
    }
  }

  private VerifierProcess replica(String name, OwnPostgres postgres) throws IOException {
    var settings = new HashMap<>(postgres.settings("assay"));
    settings.put("ASSAY_INTERVAL", "10");
    return VerifierProcess.started(Files.createDirectories(folder.resolve(name)), settings);
  }

  /// With the authority and the keys of another, as operators give them to all replicas.
  private VerifierProcess sharing(VerifierProcess first, OwnPostgres postgres) throws IOException {
    var data = Files.createDirectories(folder.resolve("second").resolve("data"));
    for (var shared : List.of("ca.crt", "ca.key", "admin.token", "result-keys")) {
      var copy = List.of("cp", "-a", first.data().resolve(shared).toString(), data.toString());
      Commands.run(folder, Map.of(), copy);
    }
    return replica("second", postgres);
  }
}
