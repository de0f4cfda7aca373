package dev.assay.appraisal.check;

import dev.assay.appraisal.eventlog.Event;
import dev.assay.appraisal.eventlog.EventPayload;
import dev.assay.appraisal.eventlog.EventType;
import dev.assay.appraisal.eventlog.LoadOption;
import dev.assay.appraisal.eventlog.SignatureDatabase;
import dev.assay.appraisal.eventlog.VariableContent;
import dev.assay.appraisal.golden.GoldenEvent;

/// Which events of PCR 1 are boot options or their order. An administrator changes these from the
/// running system in the ordinary course of work, so a difference is a warning; what they start is
/// measured on its own.
///
/// The event's type says nothing: no digest covers it, so whoever can write the log can call any
/// measurement of PCR 1 a boot variable. What can't be forged is the data that hashes to the
/// digest; only where that data is a strict load option, or a boot order that names no option
/// twice, is the event what its type says.
final class BootConfiguration {
  private static final int PCR = 1;

  private BootConfiguration() {}

  /// Whether verified data shows that `event` is a boot option or a boot order.
  static boolean verified(Event event) {
    return event.pcr() == PCR
        && isBootVariable(event.type())
        && event.verified()
        && event.payload() instanceof EventPayload.UefiVariable variable
        && switch (variable.content()) {
          case LoadOption _, VariableContent.BootOrder _ -> true;
          case SignatureDatabase _,
              VariableContent.Flag _,
              VariableContent.NotSet _,
              VariableContent.Authority _,
              VariableContent.SbatLevel _,
              VariableContent.Raw _,
              VariableContent.Broken _ ->
              false;
        };
  }

  /// Whether people approved `golden` as a boot option or a boot order. What took its place, if
  /// anything did, is judged as an event of its own.
  static boolean approved(GoldenEvent golden) {
    return golden.pcr().value() == PCR && isBootVariable(golden.type());
  }

  private static boolean isBootVariable(EventType type) {
    return type.equals(EventType.EFI_VARIABLE_BOOT) || type.equals(EventType.EFI_VARIABLE_BOOT2);
  }
}
