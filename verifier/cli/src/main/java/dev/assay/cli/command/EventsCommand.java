package dev.assay.cli.command;

import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.terminal.Surroundings;
import dev.assay.cli.verifier.Fields;
import dev.assay.cli.verifier.Verifier;
import dev.assay.cli.view.EventLine;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/// Shows what happened, and what happens.
@CommandLine.Command(
    name = "events",
    description = "Show what happened to machines, oldest first; with --follow, as it happens.")
final class EventsCommand extends VerifierCommand {
  private static final long PAUSE_MILLIS = 1_000;

  @Option(names = "--follow", description = "Go on until interrupted.")
  private boolean follow;

  @Option(
      names = "--after",
      paramLabel = "CURSOR",
      description = "Only what came after this event; its number stands in the first column.")
  private long after;

  EventsCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode run(Verifier verifier) throws CommandFailed {
    long cursor = after;
    while (true) {
      var page =
          new Fields(
              verifier.get("/events", Map.of("after", Long.toString(cursor), "limit", "500")));
      show(page);
      boolean more = page.number("next") > cursor;
      cursor = Math.max(cursor, page.number("next"));
      if (!more && !(follow && waited())) {
        return ExitCode.OK;
      }
    }
  }

  private void show(Fields page) {
    for (var event : page.list("events", fields -> fields)) {
      if (json()) {
        print(event.node());
      } else {
        screen().row(EventLine.of(event));
      }
    }
    screen().flush();
  }

  private static boolean waited() {
    try {
      Thread.sleep(PAUSE_MILLIS);
      return true;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
