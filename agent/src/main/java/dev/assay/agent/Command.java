package dev.assay.agent;

import dev.assay.agent.config.ConfigurationException;
import dev.assay.agent.config.Setting;
import dev.assay.agent.tpm.TpmException;
import dev.assay.agent.verifier.NotEnrolledException;
import dev.assay.agent.verifier.VerifierException;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/// One thing that the program can do.
interface Command {
  /// A flag that only this command has.
  ///
  /// @param name with its dashes
  /// @param parameter how help calls the value
  /// @param description one sentence for help
  record OwnFlag(String name, String parameter, String description) {}

  /// How it is called.
  String name();

  /// What it does, in a sentence or two for help.
  String description();

  /// The settings it obeys, as flags. Environment and file may hold others, which are for other
  /// commands.
  Set<Setting> settings();

  /// Its own flags.
  default List<OwnFlag> ownFlags() {
    return List.of();
  }

  /// Does it.
  Exit run(Invocation invocation)
      throws ConfigurationException,
          TpmException,
          VerifierException,
          NotEnrolledException,
          IOException,
          InterruptedException;
}
