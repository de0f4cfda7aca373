package dev.assay.verifier.service;

import dev.assay.audit.Checkpoint;
import dev.assay.audit.SignedCheckpoint;
import java.util.Optional;

/// The verifier's own key, which no database holds, and what it signed last with it.
public interface CheckpointKey {

  SignedCheckpoint sign(Checkpoint checkpoint);

  /// What was signed last, also before a restart.
  Optional<Checkpoint> last();

  /// Keeps in mind what was signed, so that it outlasts a restart.
  void remember(SignedCheckpoint checkpoint);
}
