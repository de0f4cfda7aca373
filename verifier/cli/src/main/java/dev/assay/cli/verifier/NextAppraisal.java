package dev.assay.cli.verifier;

import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Waits until a machine's evidence was looked at again. It compares with what stood when it was
/// made, so that the clocks of verifier and client need not agree.
public final class NextAppraisal {
  private static final Duration BETWEEN = Duration.ofMillis(250);

  /// What came of it.
  ///
  /// @param machine the machine as it stands now
  /// @param refused whether the evidence proved nothing, so that the verdict is still the old one
  public record Outcome(Fields machine, boolean refused) {}

  private final Verifier verifier;
  private final String id;
  private final Optional<Instant> before;
  private final long refusedBefore;

  private NextAppraisal(Verifier verifier, String id, Fields now) {
    this.verifier = verifier;
    this.id = id;
    this.before = now.time("verdictAt");
    this.refusedBefore = now.object("refused").number("count");
  }

  /// The appraisal that follows what stands now.
  public static NextAppraisal of(Verifier verifier, MachineSummary machine) throws CommandFailed {
    return new NextAppraisal(verifier, machine.id(), asked(verifier, machine.id()));
  }

  /// Waits for it; nothing where it does not come in time.
  public Optional<Outcome> await(Duration atMost) throws CommandFailed {
    var start = System.nanoTime();
    while (System.nanoTime() - start < atMost.toNanos()) {
      var now = asked(verifier, id);
      if (!now.time("verdictAt").equals(before)) {
        return Optional.of(new Outcome(now, false));
      }
      if (now.object("refused").number("count") > refusedBefore) {
        return Optional.of(new Outcome(now, true));
      }
      pause();
    }
    return Optional.empty();
  }

  private static Fields asked(Verifier verifier, String id) throws CommandFailed {
    return new Fields(verifier.get("/machines/" + id));
  }

  private static void pause() throws CommandFailed {
    try {
      Thread.sleep(BETWEEN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailed(ExitCode.UNREACHABLE, "Interrupted while waiting.", e);
    }
  }
}
