package dev.assay.cli.verifier;

import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The golden sets that a verifier holds, and how people name them: by the first characters of the
/// id, six or more.
public record GoldenSets(List<GoldenSetView> all) {
  private static final int SHORTEST_PREFIX = 6;

  /// Copies the list.
  public GoldenSets {
    all = List.copyOf(all);
  }

  /// Asks the verifier for those of a board model; of all where the model is empty.
  public static GoldenSets of(Verifier verifier, String model) throws CommandFailed {
    return of(new Fields(verifier.get("/golden", Map.of("model", model))));
  }

  /// Reads them from the verifier's answer: `{"sets": […]}`, or the bare array.
  public static GoldenSets of(Fields answer) {
    var sets = answer.list("sets", GoldenSetView::of);
    return new GoldenSets(
        answer.node().isArray()
            ? new Fields(Verifier.body().set("sets", answer.node())).list("sets", GoldenSetView::of)
            : sets);
  }

  /// The one set of that name.
  ///
  /// @throws CommandFailed (4) where none or more than one has it
  public GoldenSetView named(String name) throws CommandFailed {
    var found = all.stream().filter(set -> fits(set, name)).toList();
    if (found.size() == 1) {
      return found.getFirst();
    }
    throw new CommandFailed(
        ExitCode.NOT_FOUND,
        found.isEmpty()
            ? "No golden set is called %s; `assay golden list` lists them.".formatted(name)
            : "%s fits %d golden sets: %s; give more of the id."
                .formatted(name, found.size(), ids(found)));
  }

  /// The sets of these names, in the order given.
  ///
  /// @throws CommandFailed (4) where one of the names fits none or more than one
  public List<GoldenSetView> named(List<String> names) throws CommandFailed {
    var found = new ArrayList<GoldenSetView>();
    for (var name : names) {
      found.add(named(name));
    }
    return List.copyOf(found);
  }

  private static boolean fits(GoldenSetView set, String name) {
    return set.id().equals(name) || (name.length() >= SHORTEST_PREFIX && set.id().startsWith(name));
  }

  private static String ids(List<GoldenSetView> sets) {
    return sets.stream().map(GoldenSetView::id).collect(Collectors.joining(", "));
  }
}
