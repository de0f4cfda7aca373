package dev.assay.verifier.service.quarantine;

import dev.assay.verifier.service.BoardModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Which policy holds for which machine: that of the first rule that is for it, else the standard
/// one. What people confirmed and gave decides (board model and role), never what the machine says.
public record QuarantinePolicies(QuarantinePolicy standard, List<PolicyRule> rules) {
  public QuarantinePolicies {
    rules = List.copyOf(rules);
    var seen = new ArrayList<PolicyRule>();
    for (var rule : rules) {
      if (rule.models().isEmpty() && rule.roles().isEmpty()) {
        throw new IllegalArgumentException(
            "The rule \"%s\" is for all machines; name models or roles, or change the default"
                .formatted(rule.name()));
      }
      seen.stream()
          .filter(before -> before.covers(rule))
          .findFirst()
          .ifPresent(
              before -> {
                throw new IllegalArgumentException(
                    "The rule \"%s\" can never hold: \"%s\" stands before it and is for all of its machines"
                        .formatted(rule.name(), before.name()));
              });
      seen.add(rule);
    }
  }

  /// The one policy for all.
  public static QuarantinePolicies of(QuarantinePolicy policy) {
    return new QuarantinePolicies(policy, List.of());
  }

  /// The policy of a machine, and how it came to have it.
  ///
  /// @param rule empty: the standard one
  /// @param why a sentence for people
  public record Applied(Optional<String> rule, String why, QuarantinePolicy policy) {}

  public Applied of(Optional<BoardModel> model, Optional<String> role) {
    return rules.stream()
        .filter(rule -> rule.isFor(model, role))
        .findFirst()
        .map(
            rule ->
                new Applied(Optional.of(rule.name()), because(rule, model, role), rule.policy()))
        .orElseGet(() -> new Applied(Optional.empty(), standing(model, role), standard));
  }

  private static String because(
      PolicyRule rule, Optional<BoardModel> model, Optional<String> role) {
    var parts =
        Stream.of(
                model
                    .filter(_ -> !rule.models().isEmpty())
                    .map(name -> "its board model is %s".formatted(name)),
                role.filter(_ -> !rule.roles().isEmpty()).map("its role is %s"::formatted))
            .flatMap(Optional::stream)
            .toList();
    return "It is the first rule for this machine: " + String.join(", and ", parts) + ".";
  }

  private String standing(Optional<BoardModel> model, Optional<String> role) {
    return rules.isEmpty()
        ? "There are no rules for board models or roles."
        : "No rule is for a machine of %s and %s."
            .formatted(
                model.map(name -> "board model " + name).orElse("no board model"),
                role.map("role "::concat).orElse("no role"));
  }

  /// Whether it matters which roles machines have.
  public boolean goByRole() {
    return rules.stream().anyMatch(rule -> !rule.roles().isEmpty());
  }

  /// The longest time that any machine has to confirm.
  Duration longestConfirmation() {
    return all()
        .map(QuarantinePolicy::confirmWithin)
        .max(Duration::compareTo)
        .orElseGet(standard::confirmWithin);
  }

  /// Whether silence means anything anywhere.
  boolean mindSilence() {
    return all().anyMatch(policy -> policy.reactions().silence() != Reaction.IGNORE);
  }

  private Stream<QuarantinePolicy> all() {
    return Stream.concat(Stream.of(standard), rules.stream().map(PolicyRule::policy));
  }
}
