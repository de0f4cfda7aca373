package dev.assay.cli.log;

import dev.assay.appraisal.eventlog.Event;
import dev.assay.appraisal.eventlog.Trust;
import dev.assay.appraisal.golden.LogDiff;
import dev.assay.appraisal.golden.LogDiff.Kind;
import dev.assay.appraisal.golden.LogDiff.Pair;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Two logs, and how they stand to each other.
///
/// @param aName of the first, as the person named it
/// @param bName of the second
public record DiffReport(String aName, LogReport a, String bName, LogReport b, LogDiff diff) {
  /// Compares two logs.
  ///
  /// @throws IllegalArgumentException where no bank is in both, or one is of a confidential
  ///   computing guest and the other isn't: a register's number is not a PCR's
  public static DiffReport of(String aName, LogReport a, String bName, LogReport b) {
    if (!a.numbered().equals(b.numbered())) {
      throw new IllegalArgumentException(
          "one is of a confidential computing guest, which has registers in place of PCRs");
    }
    return new DiffReport(aName, a, bName, b, LogDiff.of(a.log(), b.log()));
  }

  /// The pairs by PCR or register.
  Map<Long, List<Pair>> byPcr() {
    return diff.pairs().stream()
        .collect(
            Collectors.groupingBy(pair -> pair.shown().pcr(), TreeMap::new, Collectors.toList()));
  }

  /// The fields of the decoded data that differ, where both events have data of the same kind.
  static List<FieldChange> fields(Pair pair) {
    if (pair.a().isEmpty() || pair.b().isEmpty()) {
      return List.of();
    }
    var first = LogJson.data(pair.a().get());
    var second = LogJson.data(pair.b().get());
    return first.path("kind").equals(second.path("kind"))
        ? FieldChange.between(first, second)
        : List.of();
  }

  /// Whether both events' data is what was measured.
  static boolean verified(Pair pair) {
    return pair.a().filter(DiffReport::verified).isPresent()
        && pair.b().filter(DiffReport::verified).isPresent();
  }

  private static boolean verified(Event event) {
    return event.trust() == Trust.VERIFIED_DATA;
  }

  static long count(List<Pair> pairs, Kind kind) {
    return pairs.stream().filter(pair -> pair.kind() == kind).count();
  }
}
