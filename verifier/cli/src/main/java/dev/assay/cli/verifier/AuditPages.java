package dev.assay.cli.verifier;

import dev.assay.audit.AuditJson;
import dev.assay.audit.AuditLine;
import dev.assay.audit.Malformed;
import dev.assay.audit.SignedCheckpoint;
import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// A verifier's audit log, page by page.
public final class AuditPages {
  private static final String JSON_LINES = "application/jsonl";

  private final Verifier verifier;

  public AuditPages(Verifier verifier) {
    this.verifier = verifier;
  }

  /// Gives each entry that matches, in the order of the log.
  ///
  /// @param filter parameters of the REST route: `actor`, `on`, `since`; empty ones are left out
  public void entries(Map<String, String> filter, Consumer<AuditLine> taker) throws CommandFailed {
    long after = 0;
    var page = page("/audit", filter, after);
    while (!page.isEmpty()) {
      for (var text : page) {
        var line = entry(text);
        taker.accept(line);
        after = further(after, line.entry().sequence());
      }
      page = page("/audit", filter, after);
    }
  }

  /// All checkpoints, in the order of the log.
  public List<SignedCheckpoint> checkpoints() throws CommandFailed {
    var all = new ArrayList<SignedCheckpoint>();
    long after = 0;
    var page = page("/audit/checkpoints", Map.of(), after);
    while (!page.isEmpty()) {
      for (var text : page) {
        var checkpoint = checkpoint(text);
        all.add(checkpoint);
        after = further(after, checkpoint.claimed().sequence());
      }
      page = page("/audit/checkpoints", Map.of(), after);
    }
    return all;
  }

  private List<String> page(String path, Map<String, String> filter, long after)
      throws CommandFailed {
    var parameters = new HashMap<>(filter);
    parameters.put("after", Long.toString(after));
    return verifier.text(path, parameters, JSON_LINES).lines().toList();
  }

  // An answer that goes back would have us ask for ever.
  private static long further(long before, long sequence) throws CommandFailed {
    if (sequence <= before) {
      throw new CommandFailed(
          ExitCode.BAD_NEWS,
          "The verifier gives entry %d after entry %d: its audit log is out of order."
              .formatted(sequence, before));
    }
    return sequence;
  }

  private static AuditLine entry(String text) throws CommandFailed {
    try {
      return AuditJson.read(text);
    } catch (Malformed malformed) {
      throw foreign(malformed);
    }
  }

  private static SignedCheckpoint checkpoint(String text) throws CommandFailed {
    try {
      return SignedCheckpoint.read(text);
    } catch (Malformed malformed) {
      throw foreign(malformed);
    }
  }

  private static CommandFailed foreign(Malformed malformed) {
    return new CommandFailed(
        ExitCode.UNREACHABLE,
        "The verifier answers with what this program does not know as an audit log (%s); use the `assay` of its version."
            .formatted(malformed.reason()),
        malformed);
  }
}
