package dev.assay.agent;

import dev.assay.agent.config.ConfigurationException;
import dev.assay.agent.config.Settings;
import dev.assay.agent.log.Field;
import dev.assay.agent.log.Level;
import dev.assay.agent.log.LibraryLog;
import dev.assay.agent.log.Log;
import dev.assay.agent.log.Printable;
import dev.assay.agent.tpm.TpmException;
import dev.assay.agent.verifier.NotEnrolledException;
import dev.assay.agent.verifier.VerifierException;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The program `assay-agent`.
///
/// Exit codes: 0 done; 1 refused or failed for good; 2 wrong usage or configuration; 3 verifier or
/// TPM not reachable; 4 (`attest` only) verdict UNKNOWN.
public final class AssayAgent {
  private static final List<Command> COMMANDS =
      List.of(
          new EnrollCommand(),
          new RunCommand(),
          new AttestCommand(),
          new CollectCommand(),
          new DoctorCommand());

  private AssayAgent() {}

  /// Runs the program.
  public static void main(String[] arguments) {
    System.exit(run(arguments, System.getenv()));
  }

  private static int run(String[] arguments, Map<String, String> environment) {
    try {
      return switch (CommandLine.parse(COMMANDS, arguments)) {
        case CommandLine.Help(var command) -> {
          System.out.print(command.map(HelpText::of).orElseGet(() -> HelpText.of(COMMANDS)));
          yield Exit.OK.code();
        }
        case CommandLine.Version _ -> {
          System.out.println("assay-agent " + version());
          yield Exit.OK.code();
        }
        case CommandLine.Asked asked -> run(asked, environment).code();
      };
    } catch (ConfigurationException e) {
      System.err.println("assay-agent: " + e.getMessage());
      System.err.println("Try 'assay-agent --help'.");
      return Exit.USAGE.code();
    }
  }

  private static Exit run(CommandLine.Asked asked, Map<String, String> environment) {
    var log = new Log(System.err, Level.INFO, InstantSource.system());
    try {
      var settings = Settings.resolve(asked.settings(), environment, asked.file());
      log = new Log(System.err, settings.logLevel(), InstantSource.system());
      LibraryLog.bringInto(log);
      return asked
          .command()
          .run(new Invocation(settings, asked.ownFlags(), version(), log, System.out));
    } catch (ConfigurationException e) {
      log.error("wrong configuration", Field.reason(e));
      return Exit.USAGE;
    } catch (TpmException e) {
      log.error("TPM failed", Field.of("code", e.code()), Field.reason(e));
      return exit(e);
    } catch (VerifierException e) {
      log.error("verifier", Field.of("kind", e.kind()), Field.reason(e));
      return exit(e);
    } catch (NotEnrolledException e) {
      log.error("not enrolled", Field.reason(e));
      return Exit.FAILED;
    } catch (IOException e) {
      log.error("failed", Field.of("reason", Printable.describe(e)));
      return Exit.FAILED;
    } catch (InterruptedException _) {
      log.info("stopped");
      return Exit.OK;
    }
  }

  private static Exit exit(TpmException e) {
    return switch (e.code()) {
      case UNREACHABLE, BUSY, DROPPED -> Exit.UNREACHABLE;
      default -> Exit.FAILED;
    };
  }

  private static Exit exit(VerifierException e) {
    return switch (e.kind()) {
      case UNREACHABLE, BUSY -> Exit.UNREACHABLE;
      case NOT_ENROLLED, REPLACED, REFUSED, NONSENSE -> Exit.FAILED;
    };
  }

  private static String version() {
    return Optional.ofNullable(AssayAgent.class.getPackage().getImplementationVersion())
        .orElse("development");
  }
}
