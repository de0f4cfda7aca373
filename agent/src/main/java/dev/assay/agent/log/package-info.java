/// What the agent says while it works: one line per event on standard error.
///
/// A line is an ISO time, a level, a short text and `key=value` fields. Text that came from
/// elsewhere (the network, the firmware, an exception) passes [dev.assay.agent.log.Printable]
/// first. Secrets are never given to this package.
@NullMarked
package dev.assay.agent.log;

import org.jspecify.annotations.NullMarked;
