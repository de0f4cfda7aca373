package dev.assay.verifier.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.Verdict;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.finding.Severity;
import dev.assay.verifier.service.Act;
import dev.assay.verifier.service.ActKind;
import dev.assay.verifier.service.MachineId;
import dev.assay.verifier.service.Observer;
import dev.assay.verifier.service.Principal;
import dev.assay.verifier.service.RecordedFinding;
import dev.assay.verifier.service.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logging.MDC;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChangeLogTest {
  private static final MachineId MACHINE = new MachineId(Bytes.fromHex("5a".repeat(32)));

  private final Logger logger = Logger.getLogger("dev.assay.verifier.Change");
  private final Captured captured = new Captured();

  private record Line(String message, String level, String machine) {}

  private static final class Captured extends Handler {
    private final List<Line> lines = new ArrayList<>();

    @Override
    public void publish(LogRecord entry) {
      var full = (ExtLogRecord) entry;
      lines.add(
          new Line(
              new PatternFormatter("%s").format(full),
              full.getLevel().getName(),
              String.valueOf(full.getMdc(Observer.MACHINE))));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @BeforeEach
  void listen() {
    logger.addHandler(captured);
  }

  @AfterEach
  void leave() {
    logger.removeHandler(captured);
    MDC.remove(Observer.MACHINE);
  }

  @Test
  void verdictsNameTheirMachineInAFieldAndTheirFindingsByCode() {
    var finding =
        new RecordedFinding(
            "EVENT_UNEXPECTED",
            Severity.VIOLATION,
            "said by a host",
            "",
            OptionalInt.empty(),
            OptionalInt.empty(),
            new TreeMap<>());
    ChangeLog.verdict(MACHINE, Optional.of(Verdict.TRUSTED), Verdict.UNTRUSTED, List.of(finding));
    assertThat(captured.lines)
        .containsExactly(
            new Line(
                "verdict UNTRUSTED, before TRUSTED: EVENT_UNEXPECTED", "INFO", MACHINE.toHex()));
  }

  @Test
  void actsNameTheirMachineWhereTheyHaveOne() {
    var olga = new Principal("0123456789abcdef", "olga", Role.OPERATOR, Instant.MAX);
    ChangeLog.act(
        Act.by(olga, ActKind.MACHINE_RETIRED, Act.machine(MACHINE)).because(Optional.of("sold")));
    ChangeLog.act(Act.by(olga, ActKind.TOKEN_REVOKED, Act.token("77")));
    assertThat(captured.lines)
        .containsExactly(
            new Line(
                "MACHINE_RETIRED of machine:" + MACHINE.toHex() + " by olga: sold",
                "INFO",
                MACHINE.toHex()),
            new Line("TOKEN_REVOKED of token:77 by olga", "INFO", "null"));
  }

  @Test
  void fieldOfWhateverIsAroundItStays() {
    MDC.put(Observer.MACHINE, "outer");
    ChangeLog.verdict(MACHINE, Optional.empty(), Verdict.TRUSTED, List.of());
    assertThat(MDC.get(Observer.MACHINE)).isEqualTo("outer");
  }
}
