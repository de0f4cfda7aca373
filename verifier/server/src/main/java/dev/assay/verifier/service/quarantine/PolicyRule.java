package dev.assay.verifier.service.quarantine;

import dev.assay.verifier.service.BoardModel;
import java.util.Optional;
import java.util.Set;

/// A policy of its own for some machines.
///
/// @param name what people call the rule
/// @param models of these board models; empty: of any
/// @param roles in these roles, which people gave them; empty: in any or none
public record PolicyRule(
    String name, Set<BoardModel> models, Set<String> roles, QuarantinePolicy policy) {
  public PolicyRule {
    models = Set.copyOf(models);
    roles = Set.copyOf(roles);
  }

  boolean isFor(Optional<BoardModel> model, Optional<String> role) {
    return (models.isEmpty() || model.filter(models::contains).isPresent())
        && (roles.isEmpty() || role.filter(roles::contains).isPresent());
  }

  /// Whether every machine that `other` is for is one of this rule's.
  boolean covers(PolicyRule other) {
    return covers(models, other.models) && covers(roles, other.roles);
  }

  private static boolean covers(Set<?> wide, Set<?> narrow) {
    return wide.isEmpty() || (!narrow.isEmpty() && wide.containsAll(narrow));
  }
}
