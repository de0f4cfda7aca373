/// How the agent is told what to do: flags, environment, a file, defaults.
///
/// [dev.assay.agent.config.Setting] is the one list of what can be set; everything else (flags,
/// variables, keys of the file, help) follows from it. Precedence, highest first: flag, environment
/// (`ASSAY_…`), file, default. Nothing here touches a TPM or the network.
@NullMarked
package dev.assay.agent.config;

import org.jspecify.annotations.NullMarked;
