package dev.assay.verifier.service;

import dev.assay.appraisal.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Whose verdict would change, if the golden sets in force did.
///
/// @param machines how many were looked at
/// @param unseen how many have no evidence that could be judged again
/// @param changes the machines whose verdict would change
public record Preview(int machines, int unseen, List<Change> changes) {
  private static final int NAMED = 10;

  public Preview {
    changes = List.copyOf(changes);
  }

  /// One machine's verdict.
  ///
  /// @param before by what is in force now
  /// @param first what would be told first
  public record Change(
      MachineId machine,
      String name,
      Verdict before,
      Verdict after,
      Optional<RecordedFinding> first) {}

  public List<Change> untrusted() {
    return changes.stream().filter(change -> change.after() == Verdict.UNTRUSTED).toList();
  }

  /// "2 of 40 machines would become UNTRUSTED: a4, a7".
  String words() {
    var bad = untrusted();
    return "%d of %d machines would become UNTRUSTED: %s%s"
        .formatted(
            bad.size(),
            machines,
            bad.stream().limit(NAMED).map(Change::name).collect(Collectors.joining(", ")),
            bad.size() > NAMED ? " and others" : "");
  }
}
