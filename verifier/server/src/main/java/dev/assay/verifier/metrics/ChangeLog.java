package dev.assay.verifier.metrics;

import dev.assay.appraisal.Verdict;
import dev.assay.appraisal.finding.Severity;
import dev.assay.verifier.service.Act;
import dev.assay.verifier.service.MachineId;
import dev.assay.verifier.service.Observer;
import dev.assay.verifier.service.RecordedFinding;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/// Tells the log what changed: one line an event, at INFO, with the machine's id in the field
/// `machine`. An attestation that changes nothing is told at DEBUG alone, elsewhere.
final class ChangeLog {
  private static final Logger LOG = Logger.getLogger("dev.assay.verifier.Change");
  private static final String OF_MACHINE = "machine:";

  private ChangeLog() {}

  static void verdict(
      MachineId machine, Optional<Verdict> before, Verdict now, List<RecordedFinding> findings) {
    about(
        Optional.of(machine.toHex()),
        () ->
            LOG.infof(
                "verdict %s, before %s%s",
                now, before.map(Verdict::name).orElse("none"), because(findings)));
  }

  // Codes alone: a message may quote what a host said of itself.
  private static String because(List<RecordedFinding> findings) {
    var codes =
        findings.stream()
            .filter(finding -> finding.severity() != Severity.NOTE)
            .map(RecordedFinding::code)
            .distinct()
            .toList();
    return codes.isEmpty() ? "" : ": " + String.join(", ", codes);
  }

  static void act(Act act) {
    var machine =
        Optional.of(act.on())
            .filter(on -> on.startsWith(OF_MACHINE))
            .map(on -> on.substring(OF_MACHINE.length()));
    about(
        machine,
        () ->
            LOG.infof(
                "%s of %s by %s%s",
                act.kind(), act.on(), act.actor(), act.why().map(why -> ": " + why).orElse("")));
  }

  /// Tells something of this machine, or of none, whatever is told of around it.
  static void about(Optional<String> machine, Runnable tell) {
    var outer = MDC.get(Observer.MACHINE);
    try {
      machine.ifPresentOrElse(
          id -> MDC.put(Observer.MACHINE, id), () -> MDC.remove(Observer.MACHINE));
      tell.run();
    } finally {
      if (outer == null) {
        MDC.remove(Observer.MACHINE);
      } else {
        MDC.put(Observer.MACHINE, outer);
      }
    }
  }
}
