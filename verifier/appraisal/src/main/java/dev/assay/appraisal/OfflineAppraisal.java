package dev.assay.appraisal;

import dev.assay.appraisal.OfflineCheck.Outcome;
import dev.assay.appraisal.finding.Finding;
import dev.assay.appraisal.finding.Severity;
import dev.assay.appraisal.tpm.PcrValues;
import dev.assay.appraisal.tpm.QuoteStatement;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The result of looking at evidence without a verifier. It is no [Appraisal] and can't become one:
/// whose key it was is a person's word, and what they did not ask stays open.
///
/// @param verdict what the findings lead to, as far as the key is the machine's; TRUSTED only after
///   a whole comparison with golden sets, and UNKNOWN where there was none
/// @param checks what became of each
/// @param findings all of them, the most telling first
/// @param statement what the key signed; empty where it did not sign this
/// @param values the signed values of the quoted PCRs; empty where they are not proven
/// @param goldenSets the ids of the sets that the boot was compared with
public record OfflineAppraisal(
    Verdict verdict,
    Map<OfflineCheck, Outcome> checks,
    List<Finding> findings,
    Optional<QuoteStatement> statement,
    PcrValues values,
    List<String> goldenSets) {
  public OfflineAppraisal {
    EnumMap<OfflineCheck, Outcome> all = new EnumMap<>(OfflineCheck.class);
    for (OfflineCheck check : OfflineCheck.values()) {
      all.put(check, checks.getOrDefault(check, Outcome.NOT_ASKED));
    }
    checks = Collections.unmodifiableMap(all);
    findings = List.copyOf(findings);
    goldenSets = List.copyOf(goldenSets);
    if (verdict == Verdict.TRUSTED && all.get(OfflineCheck.GOLDEN_SETS) != Outcome.PROVEN) {
      throw new IllegalArgumentException("trust without a comparison");
    }
  }

  /// Whether everything that was asked is proven. Notes are no doubts.
  public boolean provenAsAsked() {
    return !checks.containsValue(Outcome.NOT_PROVEN)
        && findings.stream().allMatch(finding -> finding.severity() == Severity.NOTE);
  }
}
