package dev.assay.cli.learning;

import dev.assay.appraisal.LogCheck;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.eventlog.EventLog;
import dev.assay.appraisal.eventlog.Replay;
import dev.assay.appraisal.golden.GoldenDraft;
import dev.assay.appraisal.golden.GoldenLearner;
import dev.assay.appraisal.golden.GoldenSet;
import dev.assay.appraisal.golden.Layer;
import dev.assay.appraisal.golden.Sibling;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.cli.input.InputFile;
import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.terminal.Surroundings;
import dev.assay.golden.GoldenJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The sets that were made from event logs, and what was learned on the way.
///
/// @param draft what the machines share
/// @param sets those that nothing keeps from being used
/// @param waiting the layers that wait for a person
public record MadeSets(GoldenDraft draft, List<GoldenSet> sets, List<Layer> waiting) {
  private static final int ID_DIGITS = 12;
  private static final String UNNAMED = "unnamed";

  public MadeSets {
    sets = List.copyOf(sets);
    waiting = List.copyOf(waiting);
  }

  /// Makes them; reads one log after the other and keeps none.
  ///
  /// @throws CommandFailed (2) where a log can't be used, or nothing follows from them
  public static MadeSets of(MakeOrder order, List<String> logs, Surroundings at)
      throws CommandFailed {
    var learner = new GoldenLearner(order.varying().keySet());
    for (var name : logs) {
      learn(learner, name, at);
    }
    var draft = draft(learner, order);
    if (draft.machines() == 1 && order.single().isEmpty()) {
      throw new CommandFailed(
          ExitCode.USAGE,
          "One machine alone can't tell what is normal; add a sibling's log, or say with --single"
              + " REASON why one is enough.");
    }
    return made(draft, order);
  }

  private static void learn(GoldenLearner learner, String name, Surroundings at)
      throws CommandFailed {
    var input = InputFile.read(name, at);
    try {
      var log = EventLog.parse(input.bytes());
      learner.add(new Sibling(name, Replay.of(log), LogCheck.oddities(log)));
    } catch (MalformedInput e) {
      throw input.unusable("is no event log: %s at byte %d".formatted(e.reason(), e.offset()), e);
    } catch (IllegalArgumentException e) {
      throw input.unusable("can't be learned from: " + e.getMessage(), e);
    }
  }

  private static GoldenDraft draft(GoldenLearner learner, MakeOrder order) throws CommandFailed {
    try {
      return order.version().isPresent()
          ? learner.draft(order.model(), order.quorum(), order.version().get())
          : learner.draft(order.model(), order.quorum());
    } catch (IllegalArgumentException e) {
      throw new CommandFailed(
          ExitCode.USAGE,
          "No golden set follows from these logs: %s.".formatted(e.getMessage()),
          e);
    }
  }

  private static MadeSets made(GoldenDraft draft, MakeOrder order) {
    List<GoldenSet> sets = new ArrayList<>();
    List<Layer> waiting = new ArrayList<>();
    for (var layer : order.layers()) {
      var accepted = order.accepted().isPresent() && draft.unlearned(layer).isEmpty();
      if (draft.undecided(layer) && !accepted) {
        waiting.add(layer);
      } else {
        var provenance =
            draft.provenance(order.by(), order.at(), order.decisions(draft, layer), Map.of());
        var set = draft.toGoldenSet(UNNAMED, order.subject(layer), layer, provenance);
        sets.add(set.named(id(set)));
      }
    }
    return new MadeSets(draft, sets, waiting);
  }

  /// Follows from the content, so that the same logs on the same order give the same set.
  private static String id(GoldenSet set) {
    var content = Bytes.wrap(GoldenJson.write(set).getBytes(StandardCharsets.UTF_8));
    return HashAlgorithm.SHA256.hash(content).toHex().substring(0, ID_DIGITS)
        + "-"
        + set.layer().name().toLowerCase(Locale.ROOT);
  }

  /// Whether somebody has to look at something: machines that stand out, or a layer that waits.
  public boolean remarkable() {
    return !waiting.isEmpty() || !draft.outliers().isEmpty() || !draft.otherVersions().isEmpty();
  }
}
