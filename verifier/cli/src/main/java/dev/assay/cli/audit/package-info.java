/// Checks an audit log, from a verifier or a file, against itself and against checkpoints that
/// somebody kept, and says in words what it found.
@NullMarked
package dev.assay.cli.audit;

import org.jspecify.annotations.NullMarked;
