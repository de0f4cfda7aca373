package dev.assay.verifier.rest;

import dev.assay.verifier.service.Reappraise.Compared;
import java.time.Instant;
import java.util.List;

/// A machine's kept evidence, judged again by what was in force when it came.
///
/// @param appraisedAt when it came
/// @param then the verdict as it was recorded
/// @param again the verdict now
/// @param same whether verdict and findings are the same
/// @param notes what is not as it was then
public record ReappraisalView(
    String machine,
    Instant appraisedAt,
    String then,
    List<FindingView> findingsThen,
    String again,
    List<FindingView> findingsAgain,
    boolean same,
    List<String> goldenSets,
    List<String> notes) {

  static ReappraisalView of(Compared compared) {
    var then = compared.then();
    return new ReappraisalView(
        compared.machine().toHex(),
        then.at(),
        then.verdict().name(),
        then.findings().stream().map(FindingView::of).toList(),
        compared.again().verdict().name(),
        compared.again().findings().stream().map(FindingView::of).toList(),
        compared.same(),
        compared.goldenSets(),
        compared.notes());
  }
}
