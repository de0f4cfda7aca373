package dev.assay.verifier.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.audit.ChainBreak;
import dev.assay.audit.Checkpoint;
import dev.assay.audit.SignedCheckpoint;
import dev.assay.verifier.service.SignCheckpoints;
import dev.assay.verifier.service.SignCheckpoints.Result;
import dev.assay.verifier.testing.AuditTables;
import dev.assay.verifier.testing.TestService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditCheckpointsTest {
  private static final int EVERY = 5;

  @TempDir Path data = Path.of("");
  private final TestService service = new TestService();
  private final AuditTables tables = new AuditTables(service);

  /// As after a restart: nothing is known but the files and the database.
  private Result run() {
    var key = FileCheckpointKey.open(data, Optional.empty(), new SecureRandom());
    return new SignCheckpoints(service.audit, key, EVERY, service.clock).run();
  }

  private SignedCheckpoint signed() {
    var result = run();
    assertThat(result).isInstanceOf(Result.Signed.class);
    return ((Result.Signed) result).checkpoint();
  }

  private List<ChainBreak> broken() {
    var result = run();
    assertThat(result).isInstanceOf(Result.Broken.class);
    return ((Result.Broken) result).breaks();
  }

  @Test
  void checkpointIsSignedAndHandedOut() {
    tables.acts(3);

    var checkpoint = signed();

    assertThat(checkpoint.verified()).map(Checkpoint::sequence).contains(3L);
    assertThat(service.audit.checkpoints(0, 10)).containsExactly(checkpoint);
    assertThat(tables.breaks(checkpoint.claimed())).isEmpty();
  }

  @Test
  void checkpointIsDueAfterSoManyEntriesOrAnHour() {
    tables.acts(1);
    signed();
    tables.acts(EVERY - 1);
    assertThat(run()).isInstanceOf(Result.NotDue.class);
    tables.acts(1);
    assertThat(signed().claimed().sequence()).isEqualTo(1 + EVERY);

    tables.acts(1);
    service.clock.advance(Duration.ofMinutes(59));
    assertThat(run()).isInstanceOf(Result.NotDue.class);
    service.clock.advance(Duration.ofMinutes(1));
    assertThat(signed().claimed().sequence()).isEqualTo(2 + EVERY);

    service.clock.advance(Duration.ofDays(1));
    assertThat(run()).isInstanceOf(Result.NotDue.class);
  }

  @Test
  void nothingIsSignedOfAnEmptyLog() {
    assertThat(run()).isInstanceOf(Result.NotDue.class);
  }

  @Test
  void cutLogIsNotSigned() {
    tables.acts(4);
    var checkpoint = signed().claimed();
    tables.tamper("DELETE FROM audit_entry WHERE sequence > 2");

    assertThat(broken()).containsExactly(new ChainBreak.Truncated(2, checkpoint));
  }

  @Test
  void logThatWasCutAndGrewAgainIsNotSigned() {
    tables.acts(4);
    var checkpoint = signed().claimed();
    tables.tamper("DELETE FROM audit_entry WHERE sequence > 2");
    tables.acts(2 + EVERY);

    assertThat(broken()).containsExactly(new ChainBreak.Rewritten(0, checkpoint));
    assertThat(service.audit.checkpoints(0, 10)).hasSize(1);
  }

  @Test
  void alteredEntrySinceTheLastCheckpointIsNotSigned() {
    tables.acts(1);
    signed();
    tables.acts(EVERY);
    tables.tamper("UPDATE audit_entry SET actor = 'eve' WHERE sequence = 3");

    assertThat(broken()).containsExactly(new ChainBreak.Altered(3));
  }

  @Test
  void keyIsKeptForItsOwnerAlone() throws IOException {
    tables.acts(1);
    var first = signed();
    tables.acts(EVERY);

    assertThat(signed().key()).isEqualTo(first.key());
    var file = data.resolve(FileCheckpointKey.KEY);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void keyOfYourOwnSigns() throws IOException {
    FileCheckpointKey.open(data, Optional.empty(), new SecureRandom());
    var own = Files.move(data.resolve(FileCheckpointKey.KEY), data.resolve("own.pem"));
    tables.acts(1);

    var key = FileCheckpointKey.open(data, Optional.of(own), new SecureRandom());
    var checkpoint = key.sign(tables.checkpoint());

    assertThat(checkpoint.verified()).isPresent();
    assertThat(data.resolve(FileCheckpointKey.KEY)).doesNotExist();
  }

  @Test
  void keyOfAnotherKindIsRefused() throws IOException, GeneralSecurityException {
    var other = data.resolve("ca.key");
    var authority = CertificateAuthority.make(service.clock.instant(), new SecureRandom());
    WholeFile.secret(other, Pem.privateKey(authority.keys().getPrivate().getEncoded()));

    assertThatThrownBy(() -> FileCheckpointKey.open(data, Optional.of(other), new SecureRandom()))
        .isInstanceOf(StartupFailure.class)
        .hasMessageContaining("ASSAY_AUDIT_KEY");
  }

  @Test
  void memoryThatWasForgedStopsTheStart() throws IOException {
    tables.acts(1);
    signed();
    var memory = data.resolve(FileCheckpointKey.LAST);
    Files.writeString(memory, Files.readString(memory).replace("\"sequence\":1", "\"sequence\":2"));

    assertThatThrownBy(this::run).isInstanceOf(StartupFailure.class);
  }
}
