package dev.assay.cli.view;

import dev.assay.cli.terminal.Ages;
import dev.assay.cli.terminal.Screen;
import dev.assay.cli.terminal.Table;
import dev.assay.cli.terminal.Text;
import dev.assay.cli.verifier.GoldenSetView;
import dev.assay.cli.verifier.GoldenSetView.Signature;
import java.util.List;
import java.util.stream.Collectors;

/// Golden sets at a glance.
public final class GoldenTable {
  private GoldenTable() {}

  /// Prints one row per set.
  public static void print(List<GoldenSetView> sets, Ages ages, Screen screen) {
    var table =
        new Table(
            "GOLDEN SET",
            "MODEL",
            "LAYER",
            "FIRMWARE",
            "STATE",
            "SINCE",
            "PROPOSED BY",
            "SIGNED BY");
    for (var set : sets) {
      table.row(
          Text.of(set.id()),
          Text.of(set.model()),
          Text.of(set.layer()),
          Words.orDash(set.firmwareVersion()),
          Words.state(set.state()),
          since(set, ages),
          Words.orDash(set.proposedBy()),
          signedBy(set));
    }
    table.print(screen);
  }

  private static Text since(GoldenSetView set, Ages ages) {
    return set.steps().isEmpty()
        ? Words.orDash("")
        : Text.of(ages.ago(set.steps().getLast().at()) + " by " + set.steps().getLast().by());
  }

  private static Text signedBy(GoldenSetView set) {
    var names =
        set.signatures().stream()
            .filter(Signature::counts)
            .map(Signature::signer)
            .collect(Collectors.joining(", "));
    return Words.orDash(names);
  }
}
