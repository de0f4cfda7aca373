package dev.assay.verifier.wiring;

import dev.assay.verifier.service.quarantine.Mode;
import dev.assay.verifier.service.quarantine.Reaction;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/// Configuration of quarantine, `ASSAY_QUARANTINE_…` in the environment. Each default is the one
/// that does least.
@ConfigMapping(prefix = "assay.quarantine")
public interface QuarantineConfig {

  /// `record`, `dry-run` or `act`.
  @WithDefault("record")
  Mode mode();

  /// What a verdict WARNING leads to: `ignore`, `record`, `warn` or `quarantine`.
  @WithDefault("record")
  Reaction onWarning();

  /// What a verdict UNKNOWN leads to.
  @WithDefault("record")
  Reaction onUnknown();

  /// What silence leads to.
  @WithDefault("record")
  Reaction onSilence();

  /// A file of policies per board model and role (`ASSAY_QUARANTINE_POLICY`).
  Optional<Path> policy();

  /// How many seconds a machine has for its second quote; 0: none is asked for.
  @WithDefault("600")
  int confirmSeconds();

  /// How many appraisals in a row must say TRUSTED before the rules release; 0: a person releases.
  @WithDefault("0")
  int releaseAfter();

  /// The time in which the limits count, in minutes.
  @WithDefault("60")
  int windowMinutes();

  /// The most machines of the fleet, and the most percent of its active ones.
  @WithDefault("10")
  int fleetLimit();

  @WithDefault("5")
  int fleetPercent();

  /// The most machines of one board model, and the most percent of its active ones.
  @WithDefault("5")
  int modelLimit();

  @WithDefault("10")
  int modelPercent();

  /// The most machines of one rack, and the most percent of its active ones.
  @WithDefault("4")
  int rackLimit();

  @WithDefault("25")
  int rackPercent();
}
