package dev.assay.verifier.service.figures;

import dev.assay.verifier.service.quarantine.Mode;
import java.time.Duration;

/// Where the numbers come from.
public interface FigureRecords {

  /// Counts the fleet, with one statement.
  ///
  /// @param usual the interval of machines that have none of their own
  /// @param mode what the quarantines that count against the budgets were decided in
  /// @param window how far back they count
  FleetFigures count(Duration usual, Mode mode, Duration window);
}
