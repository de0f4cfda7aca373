package dev.assay.verifier.rest;

import dev.assay.appraisal.finding.Severity;
import dev.assay.verifier.service.BoardModel;
import dev.assay.verifier.service.quarantine.BlastRadius;
import dev.assay.verifier.service.quarantine.PolicyRule;
import dev.assay.verifier.service.quarantine.QuarantinePolicies;
import dev.assay.verifier.service.quarantine.QuarantinePolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What leads to quarantine, for machines that one rule is for.
///
/// @param models board models that it is for; none: any
/// @param roles roles that it is for; none: any or none
/// @param mode RECORD, DRY_RUN or ACT
/// @param severities what findings lead to by their severity: IGNORE, RECORD, WARN or QUARANTINE
/// @param silence what it leads to that a machine attests no more
/// @param findings by code; comes before the severities
/// @param confirmSeconds how long the second quote may take; 0: none is asked for
/// @param releaseAfter clean appraisals in a row that release; 0: a person releases
public record PolicyView(
    String name,
    List<String> models,
    List<String> roles,
    String mode,
    Map<String, String> severities,
    String silence,
    Map<String, String> findings,
    long confirmSeconds,
    int releaseAfter) {
  private static final String STANDARD = "default";

  /// All policies, in the order in which they are looked at, the default last.
  ///
  /// @param limits of quarantines within the window
  public record Policies(List<PolicyView> policies, LimitsView limits) {
    static Policies of(QuarantinePolicies policies, BlastRadius radius) {
      var views = new ArrayList<>(policies.rules().stream().map(PolicyView::of).toList());
      views.add(PolicyView.of(STANDARD, List.of(), List.of(), policies.standard()));
      return new Policies(views, LimitsView.of(radius));
    }
  }

  /// How many machines the rules may quarantine.
  public record LimitsView(long windowSeconds, LimitView fleet, LimitView model, LimitView rack) {
    static LimitsView of(BlastRadius radius) {
      return new LimitsView(
          radius.window().toSeconds(),
          LimitView.of(radius.fleet()),
          LimitView.of(radius.model()),
          LimitView.of(radius.rack()));
    }
  }

  /// The lower of both holds.
  public record LimitView(int machines, int percent) {
    static LimitView of(BlastRadius.Budget budget) {
      return new LimitView(budget.count(), budget.percent());
    }
  }

  static PolicyView of(PolicyRule rule) {
    return of(
        rule.name(),
        rule.models().stream().map(BoardModel::name).sorted().toList(),
        rule.roles().stream().sorted().toList(),
        rule.policy());
  }

  static PolicyView of(QuarantinePolicies.Applied applied) {
    return of(applied.rule().orElse(STANDARD), List.of(), List.of(), applied.policy());
  }

  private static PolicyView of(
      String name, List<String> models, List<String> roles, QuarantinePolicy policy) {
    var reactions = policy.reactions();
    var severities = new TreeMap<String, String>();
    for (var severity : Severity.values()) {
      severities.put(severity.name(), reactions.on(severity).name());
    }
    var findings = new TreeMap<String, String>();
    reactions.named().forEach((code, reaction) -> findings.put(code, reaction.name()));
    return new PolicyView(
        name,
        models,
        roles,
        policy.mode().name(),
        severities,
        reactions.silence().name(),
        findings,
        policy.confirm() ? policy.confirmWithin().toSeconds() : 0,
        policy.cleanToRelease());
  }
}
