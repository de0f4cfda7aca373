package dev.assay.cli.command;

import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.terminal.Surroundings;
import dev.assay.cli.verifier.Fields;
import dev.assay.cli.verifier.Verifier;
import java.util.Locale;
import java.util.OptionalInt;
import picocli.CommandLine;

/// Shows whose token is in use.
@CommandLine.Command(name = "whoami", description = "Show your name, role and the token's end.")
final class WhoamiCommand extends VerifierCommand {
  WhoamiCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode run(Verifier verifier) throws CommandFailed {
    var answer = verifier.get("/whoami");
    if (json()) {
      print(answer);
    } else {
      var me = new Fields(answer);
      screen()
          .line(
              "%s (%s), until %s"
                  .formatted(
                      me.text("name"),
                      me.text("role").toLowerCase(Locale.ROOT),
                      surroundings().ages().moment(me.time("expiresAt"))));
      if (me.index("goldenSignatures").equals(OptionalInt.of(0))) {
        screen()
            .line(
                "Nobody signs golden sets here (ASSAY_GOLDEN_SIGNATURES is 0), which is for"
                    + " try-outs.");
      }
    }
    return ExitCode.OK;
  }
}
