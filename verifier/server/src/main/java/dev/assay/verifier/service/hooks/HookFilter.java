package dev.assay.verifier.service.hooks;

import dev.assay.verifier.service.BoardModel;
import dev.assay.verifier.service.quarantine.EventKind;
import dev.assay.verifier.service.quarantine.EventSeverity;
import java.util.Optional;
import java.util.Set;

/// What a hook wants to hear.
///
/// @param kinds empty: all
/// @param models empty: all; events of no machine pass
/// @param atLeast the least severity; whoever hears that a machine is to be taken out hears that it
///   may be let back
public record HookFilter(Set<EventKind> kinds, Set<BoardModel> models, EventSeverity atLeast) {
  public static final HookFilter ALL = new HookFilter(Set.of(), Set.of(), EventSeverity.INFO);

  public HookFilter {
    kinds = Set.copyOf(kinds);
    models = Set.copyOf(models);
  }

  public boolean passes(EventKind kind, Optional<BoardModel> model) {
    return (kinds.isEmpty() || kinds.contains(kind))
        && (models.isEmpty() || model.map(models::contains).orElse(true))
        && severity(kind).compareTo(atLeast) >= 0;
  }

  private static EventSeverity severity(EventKind kind) {
    return (kind == EventKind.RELEASED ? EventKind.QUARANTINED : kind).severity();
  }
}
