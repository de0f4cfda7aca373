package dev.assay.verifier.service.quarantine;

import dev.assay.appraisal.Verdict;
import dev.assay.appraisal.finding.Severity;
import dev.assay.verifier.service.FindingCodes;
import java.util.Collections;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What findings lead to, by their severity or by their code, and what silence does. Of several
/// findings the one that leads furthest counts.
///
/// @param named by code; comes before what the severity says, whether it is more or less
public record Reactions(
    Reaction violation,
    Reaction undecided,
    Reaction warning,
    Reaction note,
    Reaction silence,
    SortedMap<String, Reaction> named) {

  /// A broken promise quarantines, nothing else does. That a golden set is missing is no fault of
  /// the machine's: it quarantines only where it is named itself, whatever else leaves a verdict
  /// open does.
  public static final Reactions SAFE =
      new Reactions(
          Reaction.QUARANTINE,
          Reaction.RECORD,
          Reaction.RECORD,
          Reaction.IGNORE,
          Reaction.RECORD,
          new TreeMap<>(
              FindingCodes.OF_A_MISSING_GOLDEN_SET.stream()
                  .collect(Collectors.toMap(Function.identity(), _ -> Reaction.RECORD))));

  public Reactions {
    named = Collections.unmodifiableSortedMap(new TreeMap<>(named));
  }

  /// What a finding leads to.
  Reaction on(String code, Severity severity) {
    return named.getOrDefault(code, on(severity));
  }

  /// What a finding of this severity leads to that is not named.
  public Reaction on(Severity severity) {
    return switch (severity) {
      case VIOLATION -> violation;
      case UNDECIDED -> undecided;
      case WARNING -> warning;
      case NOTE -> note;
    };
  }

  /// What an appraisal leads to.
  Reaction on(Cause cause) {
    return cause.findings().stream()
        .map(finding -> on(finding.code(), finding.severity()))
        .max(Comparator.naturalOrder())
        .orElseGet(() -> on(cause.verdict()));
  }

  // The findings make the verdict; one without any is one that no finding could excuse.
  private Reaction on(Verdict verdict) {
    return switch (verdict) {
      case TRUSTED -> Reaction.IGNORE;
      case WARNING -> warning;
      case UNKNOWN -> undecided;
      case UNTRUSTED -> violation;
    };
  }
}
