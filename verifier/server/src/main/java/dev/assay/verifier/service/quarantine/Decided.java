package dev.assay.verifier.service.quarantine;

import java.util.List;

/// What a decision says.
public sealed interface Decided {

  /// The machine stands so from now on. Equal to what was, without effects: nothing happened.
  record Step(Quarantine next, List<Effect> effects) implements Decided {
    public Step {
      effects = List.copyOf(effects);
    }

    static Step to(Quarantine next, Effect... effects) {
      return new Step(next, List.of(effects));
    }
  }

  /// What the person asked for can't be done.
  record Refused(String detail) implements Decided {}
}
