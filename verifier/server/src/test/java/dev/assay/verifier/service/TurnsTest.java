package dev.assay.verifier.service;

import static dev.assay.verifier.testing.Assertions.assertDeclined;
import static dev.assay.verifier.testing.TestService.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.appraisal.Verdict;
import dev.assay.verifier.testing.StoredFleet;
import dev.assay.verifier.testing.TestMachine;
import dev.assay.verifier.testing.TestService;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class TurnsTest {
  private static final int MACHINES = 3 * TestService.PLACES;

  @Test
  void machinesThatAttestAtOnceWaitForTheirTurnAndLeaveConnectionsToOthers() throws Exception {
    var service = new TestService();
    var answers = answers(service);

    var receipts = new ArrayList<Future<Outcome<Receipt>>>();
    try (var agents = Executors.newVirtualThreadPerTaskExecutor();
        var connection = service.source.getConnection();
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      // As if the database were slow: those whose turn it is can't record.
      statement.execute("LOCK TABLE appraisal IN SHARE MODE");
      answers.forEach(answer -> receipts.add(agents.submit(answer)));
      while (service.attest.waiting() < MACHINES - TestService.PLACES) {
        Thread.sleep(10);
      }
      assertThat(blockedConnections(service)).isLessThanOrEqualTo(TestService.PLACES);
      assertThat(receipts).noneMatch(Future::isDone);
      connection.rollback();
    }

    assertThat(service.attest.waiting()).isZero();
    for (var receipt : receipts) {
      assertThat(done(receipt.get()).verdict()).isEqualTo(Verdict.UNKNOWN);
    }
  }

  // Each is one machine's answer to its second challenge, ready to be given.
  private static List<Callable<Outcome<Receipt>>> answers(TestService service) {
    var stored = new StoredFleet(service.source);
    var answers = new ArrayList<Callable<Outcome<Receipt>>>();
    for (int i = 0; i < MACHINES; i++) {
      var machine = TestMachine.enrolledBefore("node-%02d".formatted(i), "clean-A1");
      stored.active(machine, TestService.MODEL);
      var session = service.open(machine);
      service.attest(machine, session);
      var challenge = done(session.challenge());
      answers.add(() -> session.evidence(machine.answer(challenge)));
    }
    return answers;
  }

  private static int blockedConnections(TestService service) throws SQLException {
    try (var connection = service.source.getConnection();
        var statement = connection.createStatement();
        var results =
            statement.executeQuery(
                """
                SELECT count(*) FROM pg_stat_activity
                WHERE datname = current_database() AND pid <> pg_backend_pid()
                    AND wait_event_type = 'Lock'
                """)) {
      results.next();
      return results.getInt(1);
    }
  }

  @Test
  void turnThatDoesNotComeInTimeIsDeclined() throws InterruptedException {
    var turns = new Turns(1, Duration.ofMillis(50));
    var taken = new CountDownLatch(1);
    var over = new CountDownLatch(1);
    try (var agents = Executors.newVirtualThreadPerTaskExecutor()) {
      agents.execute(
          () ->
              turns.take(
                  () -> {
                    taken.countDown();
                    try {
                      return Outcome.done(over.await(1, TimeUnit.MINUTES));
                    } catch (InterruptedException e) {
                      throw new AssertionError(e);
                    }
                  }));
      taken.await();

      assertDeclined(turns.take(() -> Outcome.done("too early")), Decline.EXHAUSTED);

      over.countDown();
    }
    assertThat(done(turns.take(() -> Outcome.done("in turn")))).isEqualTo("in turn");
  }

  @Test
  void workThatFailsGivesItsPlaceBack() {
    var turns = new Turns(1, Duration.ofMillis(50));

    assertThatThrownBy(
            () ->
                turns.take(
                    () -> {
                      throw new IllegalStateException("a bug");
                    }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(done(turns.take(() -> Outcome.done("next")))).isEqualTo("next");
  }
}
