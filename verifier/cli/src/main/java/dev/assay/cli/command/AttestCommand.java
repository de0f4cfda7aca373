package dev.assay.cli.command;

import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.terminal.Surroundings;
import dev.assay.cli.verifier.Fields;
import dev.assay.cli.verifier.MachineSummary;
import dev.assay.cli.verifier.Machines;
import dev.assay.cli.verifier.NextAppraisal;
import dev.assay.cli.verifier.Verifier;
import dev.assay.cli.view.MachineReport;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Asks a machine to attest now, and on request waits for what comes of it.
@CommandLine.Command(
    name = "attest",
    description = "Ask a machine to attest now.",
    footer = {
      "",
      "With --wait it ends with 0 where the new verdict is TRUSTED or WARNING, else with 1."
          + " Without, with 0 where the machine was asked and with 1 where it is not connected."
    })
final class AttestCommand extends VerifierCommand {
  @Parameters(paramLabel = "MACHINE", description = "Host name, or six or more digits of the id.")
  private String name = "";

  @Option(names = "--wait", description = "Wait for the appraisal and print it.")
  private boolean wait;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "How long to wait at most (default: ${DEFAULT-VALUE}).")
  private int timeout = 60;

  AttestCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode run(Verifier verifier) throws CommandFailed {
    var machine = Machines.of(verifier).named(name);
    var next = NextAppraisal.of(verifier, machine);
    var asked = new Fields(verifier.post("/machines/" + machine.id() + "/attest", Verifier.body()));
    if (wait) {
      return awaited(next, machine, asked.flag("connected"));
    }
    if (json()) {
      print(asked.node());
    } else {
      screen().line(connected(machine, asked.flag("connected")));
    }
    return asked.flag("connected") ? ExitCode.OK : ExitCode.BAD_NEWS;
  }

  private static String connected(MachineSummary machine, boolean connected) {
    return connected
        ? "%s is asked to attest.".formatted(machine.named())
        : "%s is not connected; it will attest when its agent connects. Is `assay-agent run` running there?"
            .formatted(machine.named());
  }

  private ExitCode awaited(NextAppraisal next, MachineSummary machine, boolean connected)
      throws CommandFailed {
    if (!connected) {
      screen().remark(connected(machine, false));
    }
    var answer = next.await(Duration.ofSeconds(timeout));
    if (answer.isEmpty()) {
      throw new CommandFailed(
          ExitCode.BAD_NEWS,
          "%s gave no evidence within %d s; look at its agent's log."
              .formatted(machine.named(), timeout));
    }
    return report(answer.get());
  }

  private ExitCode report(NextAppraisal.Outcome outcome) {
    var fields = outcome.machine();
    if (json()) {
      print(fields.node());
    } else {
      var report = new MachineReport(fields, surroundings().ages(), screen());
      report.printVerdict();
      report.printFindings();
    }
    if (outcome.refused()) {
      screen()
          .remark(
              "The evidence proved nothing and was refused: %s. The verdict is the one before."
                  .formatted(fields.object("refused").text("lastCode")));
      return ExitCode.BAD_NEWS;
    }
    return Verdicts.exitCode(MachineSummary.of(fields).verdict());
  }
}
