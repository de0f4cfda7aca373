package dev.assay.appraisal.finding;

import dev.assay.appraisal.tpm.PcrIndex;
import java.util.OptionalInt;

/// About one event of the machine's log.
public sealed interface EventFinding extends PcrFinding
    permits AuthorityNotInDb,
        BanksDisagree,
        DataNotMeasured,
        DebugModeEnabled,
        DmaProtectionDisabled,
        EventAdded,
        EventChanged,
        EventOutOfOrder,
        EventReordered,
        MeasurementRare,
        SecureBootVariableMalformed,
        SeparatorError,
        SeparatorLookAlike,
        SeparatorRepeated {

  /// The event.
  EventPlace where();

  @Override
  default PcrIndex index() {
    return where().pcr();
  }

  @Override
  default OptionalInt event() {
    return OptionalInt.of(where().event());
  }
}
