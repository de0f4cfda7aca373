package dev.assay.appraisal.finding;

import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One violated promise. The set is closed: a new check is a new record in one of the four
/// families, which follow the ladder of proofs; [PcrFinding] cuts across them.
///
/// A finding is a value. Two appraisals of the same evidence give equal findings in the same order.
public sealed interface Finding
    permits QuoteFinding, SessionFinding, LogFinding, GoldenFinding, PcrFinding {

  /// The codes of all findings of a family; of all there are, for `Finding` itself.
  static Set<String> codes(Class<? extends Finding> family) {
    return codesWithin(family).collect(Collectors.toUnmodifiableSet());
  }

  private static Stream<String> codesWithin(Class<?> family) {
    return family.isSealed()
        ? Arrays.stream(family.getPermittedSubclasses()).flatMap(Finding::codesWithin)
        : Stream.of(
            family.getSimpleName().replaceAll("([a-z])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT));
  }

  /// The stable name of the promise, upper case with underscores. Programs decide by it; it never
  /// changes.
  String code();

  /// What it does to the verdict.
  Severity severity();

  /// One sentence for people: where, what was found, what was expected.
  String message();

  /// What to do about it, for somebody who has not read the specifications.
  String remedy();

  /// The PCR it is about, 0 to 23, where it is about one.
  default OptionalInt pcr() {
    return OptionalInt.empty();
  }

  /// The event's index in the machine's log, counted from 0 (the Spec ID event), where it is about
  /// one.
  default OptionalInt event() {
    return OptionalInt.empty();
  }

  /// The values behind the message, whole and not shortened; digests as `bank:hex`.
  default SortedMap<String, String> data() {
    return Collections.emptySortedMap();
  }
}
