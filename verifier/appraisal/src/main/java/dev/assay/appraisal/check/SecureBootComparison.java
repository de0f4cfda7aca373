package dev.assay.appraisal.check;

import dev.assay.appraisal.eventlog.Event;
import dev.assay.appraisal.eventlog.SecureBootVariable;
import dev.assay.appraisal.finding.DbxEntriesMissing;
import dev.assay.appraisal.finding.Finding;
import dev.assay.appraisal.finding.SecureBootDiffers;
import dev.assay.appraisal.finding.Severity;
import dev.assay.appraisal.golden.SecureBootExpectation;
import dev.assay.appraisal.golden.SecureBootValue;
import dev.assay.appraisal.tpm.Digest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// Holds Secure Boot's variables, as verified data has them, against what a golden set expects of
/// them. It says in words what the digests of PCR 7 say too, and more exactly: a list of
/// revocations that grew is no difference.
final class SecureBootComparison {
  private static final String ON = "on";
  private static final String OFF = "off";

  private final SecureBootExpectation expected;
  private final String goldenSet;
  private final Severity severity;
  private final Map<SecureBootVariable, Digest> keys = new EnumMap<>(SecureBootVariable.class);
  private final Set<SecureBootVariable> unseen = EnumSet.allOf(SecureBootVariable.class);
  // A log may repeat a variable ten thousand times; each is told of once.
  private final Set<SecureBootVariable> told = EnumSet.noneOf(SecureBootVariable.class);
  private final List<Finding> findings = new ArrayList<>();

  private SecureBootComparison(
      SecureBootExpectation expected, String goldenSet, Severity severity) {
    this.expected = expected;
    this.goldenSet = goldenSet;
    this.severity = severity;
    keys.put(SecureBootVariable.PK, expected.pk());
    keys.put(SecureBootVariable.KEK, expected.kek());
    keys.put(SecureBootVariable.DB, expected.db());
  }

  /// In the order of the log, then what is not there.
  ///
  /// @param events of PCR 7
  static List<Finding> findings(
      SecureBootExpectation expected, List<Event> events, String goldenSet, Severity severity) {
    var comparison = new SecureBootComparison(expected, goldenSet, severity);
    for (Event event : events) {
      SecureBootValue.of(event).ifPresent(value -> comparison.compare(event, value));
    }
    comparison.unseen.forEach(comparison::tellUnseen);
    return comparison.findings;
  }

  private void compare(Event event, SecureBootValue value) {
    switch (value) {
      case SecureBootValue.State(boolean on) -> {
        unseen.remove(SecureBootVariable.SECURE_BOOT);
        if (on != expected.on()) {
          tell(event, SecureBootVariable.SECURE_BOOT, on ? ON : OFF);
        }
      }
      case SecureBootValue.Keys(SecureBootVariable variable, Digest sha256) -> {
        unseen.remove(variable);
        if (!sha256.equals(keys.get(variable))) {
          tell(event, variable, sha256.toString());
        }
      }
      case SecureBootValue.Revoked(SortedSet<String> revoked) -> {
        unseen.remove(SecureBootVariable.DBX);
        if (!revoked.containsAll(expected.dbx()) && told.add(SecureBootVariable.DBX)) {
          SortedSet<String> missing = new TreeSet<>(expected.dbx());
          missing.removeAll(revoked);
          findings.add(
              new DbxEntriesMissing(
                  OptionalInt.of(event.index()),
                  missing,
                  expected.dbx().size(),
                  goldenSet,
                  severity));
        }
      }
    }
  }

  private void tell(Event event, SecureBootVariable variable, String actual) {
    if (!told.add(variable)) {
      return;
    }
    findings.add(
        new SecureBootDiffers(
            OptionalInt.of(event.index()),
            variable,
            expected(variable),
            actual,
            goldenSet,
            severity));
  }

  private void tellUnseen(SecureBootVariable variable) {
    findings.add(
        variable == SecureBootVariable.DBX
            ? new DbxEntriesMissing(
                OptionalInt.empty(), expected.dbx(), expected.dbx().size(), goldenSet, severity)
            : new SecureBootDiffers(
                OptionalInt.empty(), variable, expected(variable), "", goldenSet, severity));
  }

  private String expected(SecureBootVariable variable) {
    Digest key = keys.get(variable);
    return key == null ? (expected.on() ? ON : OFF) : key.toString();
  }
}
