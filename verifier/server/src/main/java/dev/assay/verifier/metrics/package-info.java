/// Shows the verifier's work and the fleet's standing: metrics, traces and the log lines that tell
/// of changes. Reads through the use cases, changes nothing. Labels come from bounded sets, never a
/// machine's id.
@NullMarked
package dev.assay.verifier.metrics;

import org.jspecify.annotations.NullMarked;
