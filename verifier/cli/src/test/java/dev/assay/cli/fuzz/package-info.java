/// Hostile bytes in the files that people name on the command line: one target per parser that only
/// this module has. The appraisal's are fuzzed where they are.
@NullMarked
package dev.assay.cli.fuzz;

import org.jspecify.annotations.NullMarked;
