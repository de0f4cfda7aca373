package dev.assay.verifier.store;

import static dev.assay.verifier.testing.TestService.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.audit.AuditEntry;
import dev.assay.verifier.service.Act;
import dev.assay.verifier.service.ActKind;
import dev.assay.verifier.service.AuditFilter;
import dev.assay.verifier.service.MachineState;
import dev.assay.verifier.testing.AuditTables;
import dev.assay.verifier.testing.TestMachine;
import dev.assay.verifier.testing.TestService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class AuditStoreTest {
  private static final int THREADS = 8;
  private static final int ENTRIES = 1_000;

  private final TestService service = new TestService();
  private final AuditTables tables = new AuditTables(service);

  @Test
  void entryTellsWhoDidWhatToWhatAndWhen() {
    var machine = service.enroll(TestMachine.booted("a1", "clean-A1"));
    service.approve(machine);

    var entry = service.audit.head().orElseThrow().entry();
    assertThat(entry.actor()).isEqualTo("olga");
    assertThat(entry.token()).contains(TestService.OPERATOR.tokenId());
    assertThat(entry.act()).isEqualTo("MACHINE_APPROVED");
    assertThat(entry.on()).isEqualTo("machine:" + machine.id().toHex());
    assertThat(entry.details())
        .containsEntry("model", TestService.MODEL.name())
        .containsEntry("acceptUnverifiedEk", "true");
    assertThat(entry.at()).isEqualTo(service.clock.instant());
    assertThat(entry.previous()).isEqualTo(AuditEntry.ORIGIN);
  }

  @Test
  void actWhoseEntryCantBeWrittenDoesNotHappen() {
    var machine = service.active("a1", "clean-A1");
    tables.execute("ALTER TABLE audit_entry ADD CHECK (act <> 'MACHINE_RETIRED')");

    assertThatThrownBy(() -> service.manage.retire(machine.id(), TestService.OPERATOR))
        .hasMessageContaining("audit_entry");
    assertThat(service.view(machine).machine().state()).isEqualTo(MachineState.ACTIVE);
  }

  @Test
  void actThatDidNotHappenLeavesNoEntry() {
    var machine = service.active("a1", "clean-A1");
    done(service.manage.retire(machine.id(), TestService.OPERATOR));
    var before = service.audit.head();

    assertThat(service.manage.retire(machine.id(), TestService.OPERATOR)).isNotNull();
    assertThat(service.audit.head()).isEqualTo(before);
  }

  @Test
  void databaseRefusesChangesOfTheLog() {
    tables.acts(3);

    for (var change :
        new String[] {
          "UPDATE audit_entry SET actor = 'eve' WHERE sequence = 2",
          "DELETE FROM audit_entry WHERE sequence = 3",
          "TRUNCATE audit_entry"
        }) {
      assertThatThrownBy(() -> tables.execute(change)).hasStackTraceContaining("append-only");
    }
    assertThat(tables.breaks()).isEmpty();
  }

  @Test
  void writersOfManyThreadsLeaveOneChainWithoutGaps() throws Exception {
    try (var threads = Executors.newFixedThreadPool(THREADS)) {
      var writers = new ArrayList<Future<?>>();
      for (int thread = 0; thread < THREADS; thread++) {
        var on = "thread:" + thread;
        writers.add(threads.submit(() -> append(on, ENTRIES / THREADS)));
      }
      await(writers);
    }

    assertThat(tables.breaks()).isEmpty();
    assertThat(tables.sequences())
        .containsExactlyElementsOf(LongStream.rangeClosed(1, ENTRIES).boxed().toList());
  }

  private void append(String on, int count) {
    for (int i = 0; i < count; i++) {
      var act = Act.by(TestService.OPERATOR, ActKind.ATTESTATION_ASKED, on);
      service.auditLog.doneAndRecorded(act, () -> {});
    }
  }

  private static void await(Iterable<Future<?>> writers)
      throws InterruptedException, ExecutionException {
    for (var writer : writers) {
      writer.get();
    }
  }

  @Test
  void entriesAreFilteredByActorSubjectAndTime() {
    tables.acts(3);
    service.clock.advance(Duration.ofMinutes(1));
    var since = service.clock.instant();
    var act = Act.ofTheVerifier(ActKind.TOKEN_REVOKED, Act.token("42"));
    service.auditLog.doneAndRecorded(act, () -> {});

    var byActor = new AuditFilter(Optional.of("the verifier"), Optional.empty(), Optional.empty());
    var bySubject = new AuditFilter(Optional.empty(), Optional.of("token:"), Optional.empty());
    var byTime = new AuditFilter(Optional.empty(), Optional.empty(), Optional.of(since));
    for (var filter : new AuditFilter[] {byActor, bySubject, byTime}) {
      assertThat(service.audit.entries(filter, 0, 10))
          .extracting(line -> line.entry().sequence())
          .containsExactly(4L);
    }
    assertThat(service.audit.entries(AuditFilter.ALL, 2, 1))
        .extracting(line -> line.entry().sequence())
        .containsExactly(3L);
  }

  @Test
  void reasonThatCantBeShownDoesNotStopTheAct() {
    var act =
        Act.by(TestService.OPERATOR, ActKind.TOKEN_REVOKED, Act.token("1"))
            .because(Optional.of("x\u202ey" + "z".repeat(1_000)))
            .with("note", "");
    service.auditLog.doneAndRecorded(act, () -> {});

    var entry = service.audit.head().orElseThrow().entry();
    assertThat(entry.why().orElseThrow()).startsWith("x\uFFFDyz").hasSize(500);
    assertThat(entry.details()).isEmpty();
  }
}
