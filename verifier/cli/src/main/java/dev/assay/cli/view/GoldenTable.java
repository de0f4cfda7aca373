package dev.assay.cli.view;

import dev.assay.cli.terminal.Ages;
import dev.assay.cli.terminal.Screen;
import dev.assay.cli.terminal.Table;
import dev.assay.cli.terminal.Text;
import dev.assay.cli.verifier.GoldenSetView;
import java.util.List;

/// Golden sets at a glance.
public final class GoldenTable {
  private GoldenTable() {}

  /// Prints one row per set.
  public static void print(List<GoldenSetView> sets, Ages ages, Screen screen) {
    var table =
        new Table("GOLDEN SET", "MODEL", "LAYER", "FIRMWARE", "STATE", "MADE", "APPROVED", "NOTE");
    for (var set : sets) {
      table.row(
          Text.of(set.id()),
          Text.of(set.model()),
          Text.of(set.layer()),
          Words.orDash(set.firmwareVersion()),
          Words.state(set.state()),
          Text.of(ages.ago(set.createdAt()) + " by " + set.createdBy()),
          set.approvedBy().isEmpty()
              ? Words.orDash("")
              : Text.of(ages.ago(set.approvedAt()) + " by " + set.approvedBy()),
          Text.of(set.note()));
    }
    table.print(screen);
  }
}
