package dev.assay.verifier.wiring;

import dev.assay.appraisal.OsLayerPolicy;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/// Configuration of the running service, `ASSAY_…` in the environment. Each default is the strict
/// one.
@ConfigMapping(prefix = "assay")
public interface AssayConfig {

  /// The data folder (`ASSAY_DATA`).
  Path data();

  /// Seconds between two attestations of a machine (`ASSAY_INTERVAL`), 1 to 604,800.
  @WithDefault("300")
  int interval();

  /// A folder of PEM or DER files: the TPM vendors' roots, intermediates and revocation lists
  /// (`ASSAY_EK_ROOTS`).
  Optional<Path> ekRoots();

  /// A folder of PEM or DER files: the roots of vendors whose signed reference manifests are
  /// believed, and their intermediates (`ASSAY_RIM_ROOTS`); without it whoever brings a manifest
  /// says whom to believe.
  Optional<Path> rimRoots();

  /// A file that names TPMs which may not enroll (`ASSAY_TPM_DENY_LIST`).
  Optional<Path> tpmDenyList();

  /// Whether programs that act as TPMs may enroll (`ASSAY_SOFTWARE_TPMS`).
  @WithDefault("refuse")
  SoftwareTpms softwareTpms();

  /// How many people sign a golden set before it can come into force (`ASSAY_GOLDEN_SIGNATURES`), 0
  /// to 16. With 0 nobody does, which is for try-outs.
  @WithDefault("2")
  int goldenSignatures();

  /// A folder or file that says who may sign (`ASSAY_SIGNERS`); else `signers` in the data folder.
  Optional<Path> signers();

  /// What a deviation of the OS layer from its golden set means (`ASSAY_OS_LAYER`).
  @WithDefault("enforce")
  OsLayerPolicy osLayer();

  /// How many days appraisals are kept (`ASSAY_RETENTION_DAYS`).
  @WithDefault("30")
  int retentionDays();

  /// How many days a machine may wait for approval without attesting (`ASSAY_PENDING_DAYS`).
  @WithDefault("30")
  int pendingDays();

  /// Whether to write another first administrator's token at this start: `--new-admin-token`.
  @WithDefault("false")
  boolean newAdminToken();

  /// A file of hooks (`ASSAY_HOOKS`).
  Optional<Path> hooks();

  /// How many streams that have proven nothing may be open (`ASSAY_MAX_UNPROVEN_STREAMS`).
  @WithDefault("2000")
  int maxUnprovenStreams();

  /// How many MiB of event logs are kept in memory (`ASSAY_LOG_CACHE_MIB`).
  @WithDefault("64")
  int logCacheMib();

  /// A file of an Ed25519 key (PEM, PKCS#8) that signs checkpoints of the audit log
  /// (`ASSAY_AUDIT_KEY`); without it the verifier makes one in its data folder.
  Optional<Path> auditKey();

  /// After how many entries of the audit log a checkpoint is due
  /// (`ASSAY_AUDIT_CHECKPOINT_ENTRIES`); after an hour it is due in any case.
  @WithDefault("100")
  int auditCheckpointEntries();

  /// A folder of the keys of attestation results (`ASSAY_RESULT_KEYS`); without it the verifier
  /// makes one in its data folder.
  Optional<Path> resultKeys();

  /// Seconds that an attestation result is good at most (`ASSAY_RESULT_LIFETIME`), 10 to 86,400;
  /// without it twice the machine's interval, a minute to an hour.
  Optional<Integer> resultLifetime();

  /// The fewest machines of a board model and firmware version that bear witness for each other
  /// (`ASSAY_RARE_COHORT`), 2 or more.
  @WithDefault("10")
  int rareCohort();

  /// A measurement is rare where at most this many in a hundred siblings show it
  /// (`ASSAY_RARE_PERCENT`), 1 to 49.
  @WithDefault("10")
  int rarePercent();

  /// Whether a shipment's manifest makes the machines on it ACTIVE (`ASSAY_APPROVE_BY_MANIFEST`);
  /// else it only proposes them, and a person approves each.
  @WithDefault("off")
  boolean approveByManifest();

  /// What to do with software TPMs.
  enum SoftwareTpms {
    REFUSE,
    ALLOW
  }
}
