package dev.assay.verifier.wiring;

import dev.assay.audit.ChainBreak;
import dev.assay.verifier.service.SignCheckpoints;
import dev.assay.verifier.service.SignCheckpoints.Result;
import dev.assay.verifier.service.StoreUnavailable;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/// Signs checkpoints of the audit log when they are due, and writes each into the verifier's own
/// log, from where it goes to wherever that is collected: out of reach of who can write the
/// database.
@Singleton
final class AuditCheckpoints {
  private static final Logger LOG = Logger.getLogger(AuditCheckpoints.class);

  private final SignCheckpoints checkpoints;

  AuditCheckpoints(SignCheckpoints checkpoints) {
    this.checkpoints = checkpoints;
  }

  @Scheduled(every = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void sign() {
    try {
      switch (checkpoints.run()) {
        case Result.NotDue() -> {}
        case Result.Signed(var checkpoint) -> LOG.infof("audit checkpoint %s", checkpoint.write());
        case Result.Broken(var breaks) ->
            LOG.errorf(
                "The audit log is not what this verifier signed before: %s. No checkpoint is made."
                    + " Find out who wrote the database.",
                breaks.stream().map(ChainBreak::sentence).collect(Collectors.joining("; ")));
      }
    } catch (StoreUnavailable away) {
      LOG.warn("The database is away; a checkpoint of the audit log is made later");
    }
  }
}
