package dev.assay.verifier.service;

import dev.assay.appraisal.Verdict;
import java.util.Optional;

/// Which machines to list. An empty part selects all.
public record MachineFilter(
    Optional<MachineState> state, Optional<BoardModel> model, Optional<Verdict> verdict) {

  public static final MachineFilter ALL =
      new MachineFilter(Optional.empty(), Optional.empty(), Optional.empty());
}
