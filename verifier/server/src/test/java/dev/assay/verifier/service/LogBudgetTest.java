package dev.assay.verifier.service;

import static dev.assay.verifier.testing.Assertions.assertDeclined;
import static dev.assay.verifier.testing.TestService.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.eventlog.EventType;
import dev.assay.appraisal.testing.SampleBoot;
import dev.assay.verifier.testing.TableDump;
import dev.assay.verifier.testing.TestMachine;
import dev.assay.verifier.testing.TestService;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LogBudgetTest {
  private static final int MIB = 1 << 20;

  private final TestService service = new TestService();

  /// A log of a little more than 7 MiB.
  private static Bytes log(int number) {
    var log = SampleBoot.of("01");
    for (int i = 0; i < 7; i++) {
      var data = new byte[MIB];
      data[0] = (byte) number;
      log.event(9, EventType.IPL, Bytes.wrap(data));
    }
    return log.bytes();
  }

  private Outcome<Receipt> attest(TestMachine machine) {
    try (var session = service.open(machine)) {
      var challenge = done(session.challenge());
      TestService.send(machine, session);
      return session.evidence(machine.answer(challenge));
    }
  }

  @Test
  void machineThatMakesLogsUpCanNotFillTheDisk() {
    var machine = service.active("a1", "clean-A1");
    for (int i = 0; i < 9; i++) {
      done(attest(machine.bootAgain().reboot(log(i))));
    }

    assertDeclined(attest(machine.bootAgain().reboot(log(9))), Decline.EXHAUSTED);

    assertThat(TableDump.of(service.source).get("event_log")).hasSize(10);
    service.clock.advance(Duration.ofDays(2));
    done(attest(machine));
  }
}
