package dev.assay.cli.command;

import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.verifier.MachineSummary;

/// Which answers about a machine are good news. No verdict, and a verdict that is too old to count,
/// are not.
final class Verdicts {
  private Verdicts() {}

  /// OK for TRUSTED and WARNING, in evidence that is not older than the machine's schedule allows
  /// for.
  static ExitCode exitCode(MachineSummary machine) {
    var silent = machine.freshness().equals("SILENT") || machine.freshness().equals("NEVER");
    return silent ? ExitCode.BAD_NEWS : exitCode(machine.verdict());
  }

  /// OK for TRUSTED and WARNING.
  static ExitCode exitCode(String verdict) {
    return verdict.equals("TRUSTED") || verdict.equals("WARNING") ? ExitCode.OK : ExitCode.BAD_NEWS;
  }
}
