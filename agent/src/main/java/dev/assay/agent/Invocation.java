package dev.assay.agent;

import dev.assay.agent.config.ConfigurationException;
import dev.assay.agent.config.Settings;
import dev.assay.agent.config.VerifierAddress;
import dev.assay.agent.log.Log;
import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;

/// What a command is run with.
///
/// @param settings what it was told
/// @param ownFlags values of the command's own flags, by name
/// @param version the agent's version
/// @param log for what happens
/// @param out for what the command was asked for
record Invocation(
    Settings settings, Map<String, String> ownFlags, String version, Log log, PrintStream out) {
  Invocation {
    ownFlags = Map.copyOf(ownFlags);
  }

  /// The value of one of the command's own flags.
  Optional<String> ownFlag(String name) {
    return Optional.ofNullable(ownFlags.get(name));
  }

  /// Where the verifier is.
  ///
  /// @throws ConfigurationException where nobody said; it says how
  VerifierAddress verifier() throws ConfigurationException {
    return settings
        .verifier()
        .orElseThrow(
            () ->
                new ConfigurationException(
                    "no verifier is named: use --verifier HOST:PORT, ASSAY_VERIFIER, or 'verifier ="
                        + " HOST:PORT' in "
                        + Settings.DEFAULT_FILE));
  }
}
