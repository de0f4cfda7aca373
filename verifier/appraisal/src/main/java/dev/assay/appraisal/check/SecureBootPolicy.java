package dev.assay.appraisal.check;

import dev.assay.appraisal.eventlog.Event;
import dev.assay.appraisal.eventlog.EventPayload;
import dev.assay.appraisal.eventlog.EventType;
import dev.assay.appraisal.eventlog.SecureBootVariable;
import dev.assay.appraisal.eventlog.SignatureDatabase;
import dev.assay.appraisal.eventlog.SignatureEntry;
import dev.assay.appraisal.eventlog.VariableContent;
import dev.assay.appraisal.finding.AuthorityNotInDb;
import dev.assay.appraisal.finding.DebugModeEnabled;
import dev.assay.appraisal.finding.DmaProtectionDisabled;
import dev.assay.appraisal.finding.EventPlace;
import dev.assay.appraisal.finding.Finding;
import dev.assay.appraisal.finding.SecureBootNotMeasured;
import dev.assay.appraisal.finding.SecureBootVariableMalformed;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Judges PCR 7 by itself (TCG PFP, section "PCR[7]"): whether Secure Boot's variables are there
/// and can be read, whether what was started by db is in db, and what firmware says of its debug
/// mode and of DMA. Reads verified data alone; what should be and is not, is a finding elsewhere.
final class SecureBootPolicy {
  private static final int PCR = 7;

  private final FirmwareEvents events;
  private final Set<SecureBootVariable> missing = EnumSet.allOf(SecureBootVariable.class);
  private final List<Finding> findings = new ArrayList<>();
  private Optional<DatabaseEntries> db = Optional.empty();

  private SecureBootPolicy(FirmwareEvents events) {
    this.events = events;
  }

  static List<Finding> findings(FirmwareEvents events) {
    var policy = new SecureBootPolicy(events);
    events.all().forEach(policy::judge);
    if (!policy.missing.isEmpty()) {
      policy.findings.add(
          new SecureBootNotMeasured(
              policy.missing.stream().map(SecureBootVariable::variableName).toList()));
    }
    return policy.findings;
  }

  private void judge(FirmwareEvents.Item item) {
    var event = item.event();
    if (item.is(KnownMeasurement.DEBUG_MODE)) {
      findings.add(new DebugModeEnabled(EventPlace.of(event)));
    } else if (item.is(KnownMeasurement.DMA_PROTECTION_DISABLED)) {
      findings.add(new DmaProtectionDisabled(EventPlace.of(event), events.digests(event)));
    } else if (event.pcr() == PCR && event.payload() instanceof EventPayload.UefiVariable v) {
      judge(event, v);
    }
  }

  private void judge(Event event, EventPayload.UefiVariable variable) {
    boolean verified = events.verified(event);
    if (verified && variable.content() instanceof VariableContent.Broken(String reason)) {
      findings.add(
          new SecureBootVariableMalformed(EventPlace.of(event), reason, events.digests(event)));
    }
    boolean isDb = SecureBootVariable.of(variable).equals(Optional.of(SecureBootVariable.DB));
    if (event.type().equals(EventType.EFI_VARIABLE_AUTHORITY)) {
      if (verified && isDb && variable.content() instanceof VariableContent.Authority(var entry)) {
        judge(event, entry);
      }
    } else {
      SecureBootVariable.of(variable).ifPresent(missing::remove);
      if (verified && isDb && variable.content() instanceof SignatureDatabase database) {
        db = Optional.of(DatabaseEntries.of(database));
      }
    }
  }

  /// Where db was not measured, or can't be read, that is a finding of its own.
  private void judge(Event event, SignatureEntry authority) {
    if (db.isPresent() && !db.get().hold(authority)) {
      findings.add(new AuthorityNotInDb(EventPlace.of(event), DatabaseEntries.describe(authority)));
    }
  }
}
