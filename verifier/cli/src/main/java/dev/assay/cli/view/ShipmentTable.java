package dev.assay.cli.view;

import dev.assay.cli.terminal.Ages;
import dev.assay.cli.terminal.Screen;
import dev.assay.cli.terminal.Table;
import dev.assay.cli.terminal.Text;
import dev.assay.cli.verifier.Fields;
import java.util.List;

/// Shipments at a glance.
public final class ShipmentTable {
  private ShipmentTable() {}

  /// Prints one row per shipment and model.
  public static void print(List<Fields> shipments, Ages ages, Screen screen) {
    var table = new Table("SHIPMENT", "MODEL", "LISTED", "ENROLLED", "ACTIVE", "IMPORTED");
    for (var shipment : shipments) {
      table.row(
          Text.of(shipment.text("name")),
          Text.of(shipment.text("model")),
          Text.of(shipment.text("listed")),
          Text.of(shipment.text("enrolled")),
          Text.of(shipment.text("active")),
          Text.of(ages.ago(shipment.time("importedAt")) + " by " + shipment.text("importedBy")));
    }
    table.print(screen);
  }
}
