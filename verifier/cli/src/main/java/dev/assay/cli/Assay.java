package dev.assay.cli;

import dev.assay.cli.command.Commands;
import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.terminal.Surroundings;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/// The command `assay`. Ends with a code of `ExitCode`; what goes wrong is one sentence on the
/// standard error, with a stack trace only where `ASSAY_DEBUG=1` asks for it.
@CommandLine.Command(
    name = "assay",
    description = "Tells which servers booted the firmware they were meant to boot.",
    synopsisSubcommandLabel = "COMMAND",
    versionProvider = Version.class,
    footer = {
      "",
      "Exit codes: 0 done, good news; 1 done, bad news (for one, UNTRUSTED); 2 wrong usage or"
          + " input;",
      "3 the verifier can't be reached or refused the token; 4 no such machine or golden set, or"
          + " several.",
      "Environment: ASSAY_VERIFIER, ASSAY_CA, ASSAY_TOKEN, ASSAY_CONFIG, ASSAY_DEBUG=1, NO_COLOR."
    })
public final class Assay {
  private static final int HELP_WIDTH = 100;

  private final Surroundings surroundings;

  @SuppressWarnings("UnusedVariable") // picocli acts on it
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show help for this command.")
  private boolean help;

  @SuppressWarnings("UnusedVariable") // picocli acts on it
  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version.")
  private boolean version;

  private Assay(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /// Runs one command and ends the process with its code.
  public static void main(String[] arguments) {
    var surroundings = ProcessSurroundings.current();
    var code = run(surroundings, arguments);
    surroundings.screen().flush();
    System.exit(code);
  }

  /// Runs one command in the given surroundings; gives the code to end with.
  public static int run(Surroundings surroundings, String... arguments) {
    var assay = new Assay(surroundings);
    var screen = surroundings.screen();
    return Commands.under(assay, surroundings)
        .setOut(screen.out())
        .setErr(screen.err())
        .setColorScheme(Help.defaultColorScheme(screen.colour() ? Ansi.ON : Ansi.OFF))
        .setUsageHelpWidth(HELP_WIDTH)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler((wrong, _) -> assay.misused(wrong))
        .setExecutionExceptionHandler((failure, _, _) -> assay.failed(failure))
        .execute(arguments);
  }

  private int misused(ParameterException wrong) {
    var command = wrong.getCommandLine().getCommandSpec().qualifiedName();
    var sentence = String.valueOf(wrong.getMessage()).strip().replaceFirst("\\.$", "");
    report("%s; see `%s --help`.".formatted(sentence, command), wrong);
    return ExitCode.USAGE.value();
  }

  private int failed(Exception failure) {
    if (failure instanceof CommandFailed expected) {
      report(expected.sentence(), expected);
      return expected.exitCode().value();
    }
    report(
        "Something unforeseen happened (%s); run it again with ASSAY_DEBUG=1 and report what it prints."
            .formatted(failure),
        failure);
    return ExitCode.USAGE.value();
  }

  private void report(String sentence, Exception cause) {
    var screen = surroundings.screen();
    screen.remark("assay: " + sentence);
    if (surroundings.variable("ASSAY_DEBUG").isPresent()) {
      var trace = new StringWriter();
      cause.printStackTrace(new PrintWriter(trace, true));
      trace.toString().lines().forEach(screen::remark);
    }
  }
}
