package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.audit.AuditEntry;
import dev.assay.audit.AuditJson;
import dev.assay.audit.AuditLine;
import dev.assay.audit.Checkpoint;
import dev.assay.audit.SignedCheckpoint;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AuditCommandsTest extends WithVerifier {
  private static final String NOON = "2026-11-22T09:00:00Z";

  private final KeyPair keys = keys();
  private final List<AuditLine> log = log(4);

  private static KeyPair keys() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static List<AuditLine> log(int entries) {
    var lines = new ArrayList<AuditLine>();
    while (lines.size() < entries) {
      var previous = lines.isEmpty() ? AuditEntry.ORIGIN : lines.getLast().hash();
      lines.add(AuditLine.of(entry(lines.size() + 1, previous)));
    }
    return lines;
  }

  private static AuditEntry entry(long sequence, Digest previous) {
    return new AuditEntry(
        sequence,
        Instant.parse(NOON).plusSeconds(sequence),
        "olga",
        Optional.of("0011223344556677"),
        "MACHINE_APPROVED",
        "machine:" + UNTRUSTED,
        sequence == 2 ? Optional.of("looked at it") : Optional.empty(),
        new TreeMap<>(Map.of("akName", "000b" + "ab".repeat(32), "model", "X11-TEST")),
        Optional.empty(),
        previous);
  }

  private SignedCheckpoint checkpoint(int sequence) {
    return signed(new Checkpoint(sequence, log.get(sequence - 1).hash(), Instant.parse(NOON)));
  }

  private SignedCheckpoint signed(Checkpoint checkpoint) {
    try {
      var signature = Signature.getInstance("Ed25519");
      signature.initSign(keys.getPrivate());
      signature.update(checkpoint.signedBytes().toArray());
      return new SignedCheckpoint(
          checkpoint, Bytes.wrap(keys.getPublic().getEncoded()), Bytes.wrap(signature.sign()));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static String text(List<AuditLine> lines) {
    return lines.stream().map(line -> AuditJson.write(line) + "\n").collect(Collectors.joining());
  }

  /// The verifier has these entries, in two pages, and these checkpoints.
  private void verifierHas(List<AuditLine> lines, SignedCheckpoint... checkpoints) {
    int last = lines.size();
    verifier()
        .on("GET /api/v1/audit?after=0", 200, text(lines.subList(0, 1)))
        .on("GET /api/v1/audit?after=1", 200, text(lines.subList(1, last)))
        .on("GET /api/v1/audit?after=" + lines.getLast().entry().sequence(), 200, "");
    var all = new StringBuilder();
    for (var checkpoint : checkpoints) {
      all.append(checkpoint.write()).append("\n");
      verifier()
          .on("GET /api/v1/audit/checkpoints?after=" + checkpoint.claimed().sequence(), 200, "");
    }
    verifier().on("GET /api/v1/audit/checkpoints?after=0", 200, all.toString());
  }

  private String kept(SignedCheckpoint checkpoint) {
    return TestFile.write(home.resolve("kept.jsonl"), checkpoint.write() + "\n").toString();
  }

  @Test
  void wholeLogOfTheVerifierIsGoodNews() {
    verifierHas(log, checkpoint(3));

    var result = assay().run("audit", "verify");

    assertThat(result.out())
        .contains("whole: 4 entries", "1 checkpoint agrees, the last on entry 3", "signed by ");
    assertThat(result.err()).contains("No checkpoint of your own");
    assertThat(result.code()).isZero();
  }

  @Test
  void exportedLogIsCheckedWithoutAVerifier() {
    verifierHas(log);
    var exported = assay().run("audit", "export");
    assertThat(exported.out()).isEqualTo(text(log));
    var file = TestFile.write(home.resolve("audit.jsonl"), exported.out()).toString();

    var result =
        new AssayCall(home).run("audit", "verify", file, "--checkpoint", kept(checkpoint(4)));

    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.err()).isEmpty();
  }

  @Test
  void alteredEntryIsNamed() {
    var text = text(log).replace("looked at it", "looked away");

    var result = new AssayCall(home).typing(text).run("audit", "verify", "-");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).contains("entry 2 was altered");
  }

  @Test
  void missingEntryIsNamed() {
    var result =
        new AssayCall(home)
            .typing(text(List.of(log.get(0), log.get(2), log.get(3))))
            .run("audit", "verify", "-", "--json");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).contains("\"whole\" : false", "entry 2 is missing");
  }

  @Test
  void reorderedEntriesAreNamed() {
    var swapped = new ArrayList<>(log);
    Collections.swap(swapped, 1, 2);

    var result = new AssayCall(home).typing(text(swapped)).run("audit", "verify", "-");

    assertThat(result.out()).contains("entry 2 stands where entry 4 belongs");
  }

  @Test
  void cutTailIsNoticedByTheCheckpointThatAPersonKept() {
    verifierHas(log.subList(0, 2));

    var result = assay().run("audit", "verify", "--checkpoint", kept(checkpoint(3)));

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).contains("the log ends at entry 2", "its tail was cut off");
  }

  @Test
  void rewrittenLogIsNoticedByTheCheckpointThatAPersonKept() {
    var kept = kept(checkpoint(3));
    var other = new ArrayList<>(log.subList(0, 1));
    while (other.size() < 4) {
      var entry = entry(other.size() + 1, other.getLast().hash());
      other.add(
          AuditLine.of(
              new AuditEntry(
                  entry.sequence(),
                  entry.at(),
                  "mallory",
                  entry.token(),
                  entry.act(),
                  entry.on(),
                  entry.why(),
                  entry.details(),
                  entry.evidence(),
                  entry.previous())));
    }
    verifierHas(other);

    var result = assay().run("audit", "verify", "--checkpoint", kept);

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).contains("some of the entries 1 to 3 were rewritten");
  }

  @Test
  void checkpointThatWasForgedIsNoticed() {
    var good = checkpoint(3);
    var forged = new SignedCheckpoint(checkpoint(2).claimed(), good.key(), good.signature());
    verifierHas(log, forged);

    var result = assay().run("audit", "verify");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).contains("signature of the checkpoint on entry 2 does not hold");
  }

  @Test
  void checkpointOfAKeyThatNobodyNamedDoesNotCount() {
    verifierHas(log, checkpoint(3));

    assertThat(assay().run("audit", "verify", "--key", "00").out()).contains("did not name");
    assertThat(assay().run("audit", "verify", "--key", checkpoint(3).keyId()).code()).isZero();
  }

  @Test
  void checkpointThatTheVerifierHasTooCountsOnce() {
    verifierHas(log, checkpoint(3));

    var result = assay().run("audit", "verify", "--checkpoint", kept(checkpoint(3)));

    assertThat(result.out()).contains("1 checkpoint agrees");
  }

  @Test
  void checkpointsArePrintedToBeKept() {
    verifierHas(log, checkpoint(2), checkpoint(3));

    assertThat(assay().run("audit", "checkpoints").out())
        .isEqualTo(checkpoint(2).write() + "\n" + checkpoint(3).write() + "\n");
  }

  @Test
  void lineOfTheVerifiersOwnLogServesAsCheckpoint() {
    var line = "2026-11-22T09:00:00.000Z INFO  AuditCheckpoints: audit checkpoint ";
    var file = TestFile.write(home.resolve("log"), line + checkpoint(3).write()).toString();

    var result =
        new AssayCall(home).typing(text(log)).run("audit", "verify", "-", "--checkpoint", file);

    assertThat(result.code()).as(result.err()).isZero();
  }

  @Test
  void whatIsNoLogIsSaidWithItsLine() {
    var result = new AssayCall(home).typing(text(log) + "\n{}\n").run("audit", "verify", "-");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("Line 5 of - is no entry of an audit log");
  }

  @Test
  void listShowsWhoDidWhat() {
    verifier()
        .on("GET /api/v1/audit?actor=olga&after=0&on=machine%3A4444", 200, text(log.subList(1, 2)))
        .on("GET /api/v1/audit?actor=olga&after=2&on=machine%3A4444", 200, "");

    var result = assay().run("audit", "list", "--actor", "olga", "--on", "machine:4444");

    assertThat(result.out())
        .isEqualTo(
            """
            #  TIME                  WHO   WHAT              ON                    WHY AND HOW
            2  2026-11-22T09:00:02Z  olga  machine approved  machine:4444dddd4444  looked at it akName=000babababab model=X11-TEST
            """);
  }
}
