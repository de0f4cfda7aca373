package dev.assay.verifier.service.quarantine;

/// Guards the budgets. Asked only where a machine would be quarantined now, because asking makes
/// all other askers wait until this decision is kept.
@FunctionalInterface
public interface Gate {
  Room room();
}
