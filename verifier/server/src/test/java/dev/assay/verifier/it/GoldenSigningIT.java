package dev.assay.verifier.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.agent.testing.SoftwareTpm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// Two people put golden sets in force with the command line, as docs/golden.md teaches it. Each
/// test goes on where the one before ended.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class GoldenSigningIT {

  private record Sibling(AgentProcess agent, String machine) {}

  @TempDir static Path folder;
  private static VerifierProcess verifier;
  private static Fleet fleet;
  private static Operator olga;
  private static final SoftwareTpm[] TPMS = new SoftwareTpm[2];
  private static AgentProcess agent;
  private static String machine;
  private static List<String> sets = List.of();

  @BeforeAll
  static void siblingsHaveAttested() throws IOException {
    verifier = Verifiers.trustingSoftwareTpms(folder, Map.of("ASSAY_GOLDEN_SIGNATURES", "2"));
    fleet = new Fleet(verifier);
    olga = Operator.named(verifier, Files.createDirectory(folder.resolve("olga")), "olga");
    attested(0, "clean-A1");
    var second = attested(1, "clean-A2");
    agent = second.agent();
    machine = second.machine();
  }

  private static Sibling attested(int index, String capture) {
    TPMS[index] = SoftwareTpm.fresh().withP256Certificate().start();
    TPMS[index].fill(Host.eventLog(capture));
    var host = Host.of(folder.resolve(capture), capture);
    var enrolled = new AgentProcess(verifier, host, TPMS[index].address());
    var id = enrolled.enroll();
    fleet.approve(id);
    assertThat(enrolled.run("attest").exit()).as("no golden set yet: UNKNOWN").isEqualTo(4);
    return new Sibling(enrolled, id);
  }

  @AfterAll
  static void stop() {
    verifier.close();
    for (var tpm : TPMS) {
      tpm.close();
    }
  }

  private static Path signers() {
    return verifier.data().resolve("signers");
  }

  private static Path key(String person) {
    return folder.resolve("olga").resolve(person + ".key");
  }

  private static void join(String person) {
    var entry = olga.succeeds("key", "new", "--name", person, "--out", key(person).toString());
    write(
        signers().resolve(person),
        entry.substring(entry.indexOf("name: "), entry.indexOf("The private key")));
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sign(String person) {
    return olga.succeeds(
        "golden", "sign", sets.get(0), sets.get(1), "--key", key(person).toString(), "--yes");
  }

  @Test
  @Order(1)
  void privateKeyIsForItsOwnerAlone() throws IOException {
    join("alice");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key("alice"))))
        .isEqualTo("rw-------");
    var before = Files.readString(key("alice"));
    var again = olga.run("key", "new", "--name", "alice", "--out", key("alice").toString());
    assertThat(again.exit()).isEqualTo(2);
    assertThat(Files.readString(key("alice"))).isEqualTo(before);
  }

  @Test
  @Order(2)
  void whatIsLearnedIsPutForward() {
    sets = olga.succeeds("golden", "propose", "--model", Fleet.MODEL, "--ids").lines().toList();
    assertThat(sets).hasSize(2);
    assertThat(olga.succeeds("golden", "list")).contains("PROPOSED", "olga");
    var early = olga.run("golden", "activate", sets.getFirst());
    assertThat(early.exit()).isEqualTo(2);
    assertThat(early.output()).contains("PROPOSED with 0 of 2 signatures");
  }

  @Test
  @Order(3)
  void keyOutsideTheFolderSignsNothing() {
    olga.succeeds("key", "new", "--name", "mallory", "--out", key("mallory").toString());
    var refused =
        olga.run("golden", "sign", sets.getFirst(), "--key", key("mallory").toString(), "--yes");
    assertThat(refused.exit()).isNotZero();
    assertThat(refused.output()).contains("No one of the signers' folder made this signature");
  }

  @Test
  @Order(4)
  void nothingIsSignedWithoutAWord() {
    var silent = olga.run("golden", "sign", sets.getFirst(), "--key", key("alice").toString());
    assertThat(silent.exit()).isEqualTo(2);
    assertThat(silent.output()).contains("Nothing was signed");
  }

  @Test
  @Order(5)
  void twoPeopleSignAndTheSetsComeIntoForce() throws IOException {
    join("bob");
    awaitSigners("alice, bob");
    assertThat(sign("alice"))
        .contains("put forward by olga, learned from 2 machines", "Signed as alice")
        .contains("PROPOSED with 1 of 2 signatures");
    assertThat(olga.run("golden", "activate", sets.getFirst()).exit()).isEqualTo(2);
    assertThat(sign("bob")).contains("Signed as bob", "APPROVED with 2 of 2 signatures");
    olga.succeeds("golden", "activate", sets.get(0), sets.get(1));
    assertThat(olga.succeeds("golden", "show", sets.getFirst()))
        .contains("DRAFT", "PROPOSED", "APPROVED", "ACTIVE", "alice, bob");
    assertThat(agent.succeeds("attest")).contains("TRUSTED");
    keep();
  }

  private static void awaitSigners(String names) {
    Waiting.until(
        "the signers " + names,
        Duration.ofSeconds(60),
        () -> verifier.logText().contains("Signers of golden sets: " + names));
  }

  @Test
  @Order(6)
  void removedKeyTakesConnectedMachinesTrustWithinAMinute() throws IOException {
    try (var _ = agent.start()) {
      fleet.awaitVerdict(machine, "TRUSTED");
      Files.delete(signers().resolve("bob"));
      var shown =
          Waiting.forValue(
              "the machine to lose its trust",
              Duration.ofSeconds(60),
              () ->
                  Optional.of(fleet.show(machine))
                      .filter(now -> now.path("verdict").asText().equals("UNKNOWN")));
      assertThat(Fleet.codes(shown)).contains("GOLDEN_SET_NOT_VOUCHED_FOR");
    }
  }

  @Test
  @Order(7)
  void revokedSetIsShownWithItsReason() {
    olga.succeeds("golden", "revoke", sets.getFirst(), "--reason", "learned from bad boards");
    assertThat(olga.succeeds("golden", "show", sets.getFirst()))
        .contains("REVOKED", "learned from bad boards");
  }

  /// The database is gone with its backups; the keys of the verifier, the signers' folder and the
  /// exported sets are there.
  @Test
  @Order(8)
  void exportedSetsAndEnrollingAgainReplaceALostDatabase() throws IOException {
    var lost = folder.resolve("lost");
    Files.createDirectories(lost.resolve("data"));
    for (var kept : List.of("ca.crt", "ca.key")) {
      Files.copy(verifier.data().resolve(kept), lost.resolve("data").resolve(kept));
    }
    var settings = Map.of("ASSAY_GOLDEN_SIGNATURES", "2", "ASSAY_SIGNERS", kept("signers"));
    try (var anew = Verifiers.trustingSoftwareTpms(lost, settings)) {
      var again = Operator.named(anew, folder.resolve("olga"), "olga");
      for (var set : sets) {
        assertThat(again.succeeds("golden", "import", kept(set))).contains("APPROVED");
        again.succeeds("golden", "activate", set);
      }
      var host = folder.resolve("clean-A2");
      var back = new AgentProcess(anew, host, TPMS[1].address());
      back.succeeds("enroll");
      new Fleet(anew).approve(machine);
      assertThat(back.succeeds("attest")).contains("TRUSTED");
    }
  }

  private static String kept(String name) {
    return folder.resolve("kept").resolve(name).toString();
  }

  /// As into a repository.
  private static void keep() throws IOException {
    Files.createDirectories(folder.resolve("kept"));
    Commands.run(folder, Map.of(), List.of("cp", "-a", signers().toString(), kept("signers")));
    for (var set : sets) {
      // Bytes as characters: so does [Commands] read them.
      Files.writeString(
          Path.of(kept(set)), olga.succeeds("golden", "export", set), StandardCharsets.ISO_8859_1);
    }
  }
}
